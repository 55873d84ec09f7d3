package example.shop.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Takes the pictures of the documents, in {@code target/pictures}, from a lab under load that has one alert firing. Fails
 * where a picture would show nothing.
 */
@Tag("pictures")
class PicturesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DASHBOARDS = Path.of("..", "..", "dashboards");
    private static final Path PICTURES = Path.of("target", "pictures");
    private static final int WIDTH = 1200;
    private static final double LIMIT_MS = 60_000;
    private static final double BETWEEN_LOOKS_MS = 3000;
    private static final Duration UNTIL_AN_ALERT_FIRES = Duration.ofMinutes(5);

    private static Chromium chromium;
    private static BrowserContext context;
    private static Perses perses;

    @BeforeAll
    static void open() throws IOException {
        Files.createDirectories(PICTURES);
        chromium = new Chromium();
        context = chromium.context();
        perses = new Perses(context);
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    static List<Dashboard> dashboards() throws IOException {
        return Dashboard.in(DASHBOARDS);
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void dashboard(Dashboard dashboard) {
        RenderedDashboard shown = perses.open(dashboard, "");
        assertThat(shown.problems(RenderedDashboard.Server.PERSES, perses.page(), dashboard, PersesIT.MAY_BE_EMPTY))
                .isEmpty();
        perses.page()
                .screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(PICTURES.resolve(dashboard.uid() + ".png")));
    }

    @Test
    void trace() throws IOException {
        String zipkin = url("ZIPKIN_URL");
        APIResponse answer = context.request()
                .get(zipkin + "/api/v2/traces?limit=100&serviceName=gateway&spanName="
                        + "get%20/api/products/%7Bid%7D");
        String id = "";
        int most = 0;
        for (JsonNode trace : JSON.readTree(answer.body())) {
            if (trace.size() > most) {
                most = trace.size();
                id = trace.at("/0/traceId").asText();
            }
        }
        assertThat(most).as("spans of the largest trace").isGreaterThan(8);
        Page page = page();
        page.setViewportSize(WIDTH, 800);
        page.navigate(zipkin + "/zipkin/traces/" + id);
        page.getByText("users").first().waitFor();
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("trace.png")));
    }

    @Test
    void firingAlert() {
        Page page = page();
        page.setViewportSize(WIDTH, 700);
        page.navigate(url("ALERTMANAGER_URL") + "/#/alerts");
        Locator alert = page.getByText("ServiceDown").first();
        long end = System.nanoTime() + UNTIL_AN_ALERT_FIRES.toNanos();
        // The page asks once.
        while (!alert.isVisible() && System.nanoTime() < end) {
            page.reload();
            page.waitForTimeout(BETWEEN_LOOKS_MS);
        }
        assertThat(alert.isVisible()).as("ServiceDown fires").isTrue();
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("alert.png")));
    }

    private static Page page() {
        Page page = context.newPage();
        page.setDefaultTimeout(LIMIT_MS);
        return page;
    }

    private static String url(String variable) {
        String url = System.getenv(variable);
        assertThat(url).as(variable + "; run make pictures").isNotBlank();
        return url;
    }
}
