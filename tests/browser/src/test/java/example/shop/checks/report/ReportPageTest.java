package example.shop.checks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import example.shop.browser.Chromium;
import example.shop.checks.SampleReport;
import example.shop.checks.Spans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of checks in a browser: the page without a network, and the charts of its Markdown form. */
@Tag("chromium")
class ReportPageTest {

    private static final int PHONE = 400;

    @TempDir
    private static Path folder;

    private static Chromium chromium;
    private static Page page;
    /** Console output of the page, and its requests other than for itself. */
    private static final List<String> NOISE = new ArrayList<>();

    @BeforeAll
    static void open() throws IOException {
        chromium = new Chromium();
        BrowserContext context = chromium.context();
        context.setOffline(true);
        page = context.newPage();
        Path file = Files.writeString(folder.resolve("report.html"), HtmlReport.write(SampleReport.report()));
        page.onConsoleMessage(message -> NOISE.add(message.text()));
        page.onPageError(NOISE::add);
        page.onRequest(request -> {
            if (!request.url().equals(file.toUri().toString()) && !request.url().startsWith("data:")) {
                NOISE.add(request.url());
            }
        });
        page.navigate(file.toUri().toString());
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void pageIsCompleteWithoutANetworkAndSilent() {
        page.reload();
        assertThat(page.title())
                .isEqualTo("Traces of http://shop.test:8000: 1 of 3 checks failed, 1 could not be made");
        assertThat(page.locator("script").count()).isZero();
        assertThat(NOISE).isEmpty();
    }

    @Test
    void verdictStandsFirst() {
        assertThat(page.locator("header.failed .verdict").innerText())
                .isEqualTo("1 of 3 checks failed, 1 could not be made");
    }

    @Test
    void eachCheckIsThereWithWhatToTry() {
        assertThat(page.locator(".checks > li strong").allInnerTexts())
                .containsExactly("services answer", "trace of a product", "metrics in Prometheus");
        assertThat(page.locator(".checks .outcome").allInnerTexts()).containsExactly("passed", "failed", "not checked");
        assertThat(page.locator(".checks .failed .hint").innerText())
                .isEqualTo("Next step: Look whether `users` reaches its collector & <asks> it.");
        assertThat(page.locator(".checks .failed pre").innerText()).contains("users  http.request   <- missing");
    }

    @Test
    void eachOutcomeHasAColourOfItsOwn() {
        Object colours =
                page.locator(".checks > li").evaluateAll("all => all.map(li => getComputedStyle(li).borderLeftColor)");
        assertThat((List<?>) colours).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void eachSpanIsAVisibleBarWithinItsTrack() {
        assertThat(page.locator(".trace").count()).isEqualTo(2);
        assertThat(page.locator(".trace").first().locator(".bar").count()).isEqualTo(42);
        assertThat(page.locator(".trace").last().locator(".bar").count()).isEqualTo(20);
        assertThat(page.locator(".bar.error").count()).isEqualTo(2);
        assertThat(numbers("bar => bar.getBoundingClientRect().width"))
                .allSatisfy(width -> assertThat(width).isGreaterThanOrEqualTo(1.5));
        assertThat(numbers("bar => bar.parentElement.getBoundingClientRect().right - bar.getBoundingClientRect().left"))
                .allSatisfy(room -> assertThat(room).isGreaterThanOrEqualTo(1.5));
    }

    @Test
    void namesAreText() {
        assertThat(page.locator(".trace").last().locator(".name").first().innerText())
                .isEqualTo("gateway " + SampleReport.SCRIPT + " (server)");
    }

    @Test
    void nothingIsWiderThanAPhone() {
        page.setViewportSize(PHONE, 800);
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(PHONE);
        page.screenshot(picture("phone"));
        page.setViewportSize(1200, 800);
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(1200);
    }

    @Test
    void pageIsDarkInDarkMode() {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        String dark = ground();
        page.screenshot(picture("dark"));
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.screenshot(picture("light"));
        assertThat(dark).isNotEqualTo(ground());
    }

    @Test
    void chartsOfTheMarkdownFormAreDrawnByMermaid() {
        try (Page drawing = chromium.context().newPage()) {
            Mermaid mermaid = new Mermaid(drawing);
            List<String> charts = charts(MarkdownReport.write(SampleReport.report()));
            assertThat(charts).hasSize(2);

            mermaid.draw(charts.getFirst());
            assertThat(drawing.locator("rect.task").count()).isEqualTo(MarkdownReport.BARS);
            assertThat(drawing.locator(".sectionTitle").allTextContents())
                    .containsExactly("gateway", "products", "users");
            assertThat(drawing.locator(".grid .tick text").allTextContents())
                    .contains("5 ms", "25 ms")
                    .allSatisfy(tick -> assertThat(tick).matches("\\d+ ms"));
            drawing.screenshot(picture("chart"));

            mermaid.draw(charts.getLast());
            assertThat(drawing.locator("rect.task").count()).isEqualTo(20);
            assertThat(drawing.locator("rect[class*=crit]").count()).isEqualTo(2);
            assertThat(names(drawing))
                    .contains("300.0 ms GET /{template}", "0.4 ms click", "0.4 ms 2026-01-02", "0.0 ms unnamed");
        }
    }

    @Test
    void namesAreNotMermaidKeywords() {
        List<String> words = List.of(
                "call back()",
                "href",
                "accTitle",
                "accDescr {",
                "tickInterval 1day",
                "weekday monday",
                "todayMarker off",
                "inclusiveEndDates",
                "topAxis",
                "vert",
                "done",
                "after a",
                "gantt",
                "---",
                "%%{init} x",
                "\u0000`é\\😀`",
                "<b>a</b>");
        Spans spans = new Spans();
        words.forEach(word -> spans.internal("", word, word, 0, 1));
        try (Page drawing = chromium.context().newPage()) {
            new Mermaid(drawing).draw(String.join("\n", Gantt.lines(Waterfall.of(spans.trace(), words.size()))));
            assertThat(names(drawing))
                    .containsExactlyElementsOf(words.stream()
                            .map(word -> "1.0 ms " + Gantt.name(word))
                            .toList());
            assertThat(drawing.locator(".sectionTitle").allTextContents())
                    .containsExactlyElementsOf(words.stream().map(Gantt::name).toList());
        }
    }

    @Test
    void mermaidRefusesAnInvalidChart() {
        try (Page drawing = chromium.context().newPage()) {
            Mermaid mermaid = new Mermaid(drawing);
            assertThatThrownBy(() -> mermaid.draw("gantt\n    dateFormat x\n    a name without a time\n"))
                    .isInstanceOf(PlaywrightException.class);
        }
    }

    private static List<String> charts(String markdown) {
        return Pattern.compile("```mermaid\n(.*?)```", Pattern.DOTALL)
                .matcher(markdown)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** The texts in the bars and beside them. */
    private static List<String> names(Page drawing) {
        return drawing.locator("text.taskText, text[class*=taskTextOutside]").allTextContents().stream()
                .map(String::strip)
                .toList();
    }

    private static List<Double> numbers(String ofABar) {
        Object numbers = page.locator(".track i").evaluateAll("bars => bars.map(" + ofABar + ")");
        return ((List<?>) numbers)
                .stream().map(number -> ((Number) number).doubleValue()).toList();
    }

    private static String ground() {
        return String.valueOf(page.evaluate("getComputedStyle(document.body).backgroundColor"));
    }

    /** Kept for inspection. */
    private static Page.ScreenshotOptions picture(String name) {
        return new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target", "report", name + ".png"));
    }
}
