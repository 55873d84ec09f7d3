package example.shop.browser;

import static example.shop.browser.RenderedDashboard.Server.PERSES;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finds faulty dashboards, on pages with Perses' elements and a different fault each. */
@Tag("chromium")
class RenderedPersesTest {

    private static final Dashboard EXPECTED =
            new Dashboard("d", List.of(new Dashboard.Panel("Orders", "none", false, "")), 300);

    private static Chromium chromium;
    private static BrowserContext context;

    @BeforeAll
    static void start() {
        chromium = new Chromium();
        context = chromium.context();
        context.addInitScript(RenderedDashboard.resource("/canvas.js"));
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            <table><tbody><tr><td>3</td></tr></tbody></table>                         |
            <canvas data-text="3 ops/sec"></canvas>                                   |
            <canvas data-text="No data"></canvas>                                     | 'Orders' is empty: No data
            <table><tbody></tbody></table>                                            | 'Orders' is empty: a table without rows
            <div><p>No logs to display</p></div>                                      | 'Orders' is empty: No logs to display
            <div><p>No data</p></div>                                                 | 'Orders' is empty: No data
            <div role="progressbar"></div>                                            | 'Orders' is still loading
            <div role="alert">Rendering failed</div>                                  | 'Orders' broke: Rendering failed
            """)
    void eachFaultOfAPanelIsNamed(String inside, String problem) {
        List<String> problems = problems("""
                <div data-testid="panel"><header><span class="MuiTypography-subtitle1">Orders</span></header><figure>%s</figure></div>
                """.formatted(inside));
        assertThat(problems).isEqualTo(problem == null ? List.of() : List.of(problem));
    }

    @Test
    void aFailedQueryIsNamed() {
        assertThat(problems("""
                <div data-testid="panel"><header><span class="MuiTypography-subtitle1">Orders</span><i aria-label="panel errors">!</i></header>
                <figure><p>3</p></figure></div>""")).singleElement().asString().startsWith("'Orders' has an error");
    }

    @Test
    void aMissingPanelAndAMessageOfThePageAreNamed() {
        assertThat(problems("<div role=\"alert\">dashboard not found</div>"))
                .containsExactly("the page says: dashboard not found", "'Orders' is not on the page");
    }

    private static List<String> problems(String body) {
        try (Page page = context.newPage()) {
            // Init scripts run when a page is opened.
            page.navigate("data:text/html,<p>");
            page.setContent("<body>" + body + "</body>");
            page.evaluate("""
                    () => document.querySelectorAll('canvas').forEach((canvas) => {
                      const context = canvas.getContext('2d');
                      context.fillText('an earlier text', 0, 10);
                      context.clearRect(0, 0, 100, 100);
                      context.fillText(canvas.dataset.text, 0, 10);
                    })""");
            return RenderedDashboard.whenCalm(PERSES, page, EXPECTED, Duration.ofSeconds(3))
                    .problems(PERSES, page, EXPECTED, Set.of());
        }
    }
}
