package example.shop.browser;

import static example.shop.browser.RenderedDashboard.Server.GRAFANA;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URISyntaxException;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Finds faulty dashboards, on pages with Grafana's elements and a different fault each. */
@Tag("chromium")
class RenderedDashboardTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** For pages that never become calm. */
    private static final Duration IN_VAIN = Duration.ofSeconds(2);

    private static Chromium chromium;
    private static BrowserContext context;

    @BeforeAll
    static void start() {
        chromium = new Chromium();
        context = chromium.context();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void healthyPageThatLoadsAtFirstAndHasAPanelOutOfSightHasNoProblems() {
        Dashboard expected = dashboard("Requests per Second", "Error Rate (5xx)", "Slowest Spans (P95)", "Services Up");
        assertThat(problems("healthy", expected, LIMIT)).isEmpty();
    }

    @Test
    void panelOutOfSightAppearsAfterScrolling() throws URISyntaxException {
        try (Page page = open("healthy")) {
            assertThat(RenderedDashboard.of(GRAFANA, page).panels())
                    .extracting(RenderedDashboard.Panel::title)
                    .doesNotContain("Services Up");
        }
    }

    @Test
    void failedQueryIsAProblemWithItsText() {
        assertThat(problems("panel-error", dashboard("Requests per Second", "Error Rate (5xx)"), LIMIT))
                .containsExactly("'Error Rate (5xx)' has an error: bad_data: unexpected end of input");
    }

    @Test
    void exceptionInAPanelIsAProblem() {
        assertThat(problems("panel-exception", dashboard("Requests per Second", "Error Rate (5xx)"), LIMIT))
                .containsExactly("'Error Rate (5xx)' broke: An unexpected error happened");
    }

    @Test
    void eachFormOfEmptyPanelIsAProblem() {
        Dashboard expected = dashboard("Requests per Second", "Services Up", "Service Call Graph", "Recent Traces");
        assertThat(problems("no-data", expected, LIMIT))
                .containsExactly(
                        "'Requests per Second' is empty: No data",
                        "'Services Up' is empty: No data",
                        "'Service Call Graph' is empty: No data found in response",
                        "'Recent Traces' is empty: a table without rows");
    }

    @Test
    void panelWithItsOwnNoValueTextIsAProblem() {
        Dashboard expected = new Dashboard(
                "shop",
                List.of(
                        new Dashboard.Panel("Requests per Second", "none", false, "No requests in this window"),
                        new Dashboard.Panel("Services Up", "none", false, "Prometheus knows no such service")),
                0);
        assertThat(problems("own-words", expected, LIMIT))
                .containsExactly(
                        "'Requests per Second' is empty: No requests in this window",
                        "'Services Up' is empty: Prometheus knows no such service");
    }

    @Test
    void panelThatMayBeEmptyIsNoProblemButOthersAre() throws URISyntaxException {
        Dashboard expected = dashboard("Requests per Second", "Services Up", "Service Call Graph", "Recent Traces");
        try (Page page = open("no-data")) {
            assertThat(RenderedDashboard.whenCalm(GRAFANA, page, expected, LIMIT)
                            .problems(
                                    GRAFANA,
                                    page,
                                    expected,
                                    Set.of("Services Up", "Service Call Graph", "Recent Traces")))
                    .containsExactly("'Requests per Second' is empty: No data");
        }
    }

    @Test
    void mayBeEmptyDoesNotExcuseAnError() throws URISyntaxException {
        Dashboard expected = dashboard("Requests per Second", "Error Rate (5xx)");
        try (Page page = open("panel-error")) {
            assertThat(RenderedDashboard.whenCalm(GRAFANA, page, expected, LIMIT)
                            .problems(GRAFANA, page, expected, Set.of("Error Rate (5xx)")))
                    .singleElement()
                    .asString()
                    .startsWith("'Error Rate (5xx)' has an error");
        }
    }

    @Test
    void missingPanelIsAProblem() {
        assertThat(problems("panel-missing", dashboard("Requests per Second", "Error Rate (5xx)"), IN_VAIN))
                .containsExactly("'Error Rate (5xx)' is not on the page");
    }

    @Test
    void panelThatKeepsLoadingOrNeverStartsIsAProblem() {
        assertThat(problems("stays-loading", dashboard("Requests per Second", "Error Rate (5xx)"), IN_VAIN))
                .containsExactly("'Requests per Second' is still loading", "'Error Rate (5xx)' is still loading");
    }

    @Test
    void pageErrorIsAProblem() {
        assertThat(problems("not-found", dashboard("Requests per Second"), IN_VAIN))
                .containsExactly("the page says: Dashboard not found", "'Requests per Second' is not on the page");
    }

    private static List<String> problems(String name, Dashboard expected, Duration limit) {
        try (Page page = open(name)) {
            return RenderedDashboard.whenCalm(GRAFANA, page, expected, limit)
                    .problems(GRAFANA, page, expected, Set.of());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Page open(String name) throws URISyntaxException {
        URL file = RenderedDashboardTest.class.getResource("/pages/" + name + ".html");
        assertThat(file).as(name).isNotNull();
        Page page = context.newPage();
        page.setViewportSize(1000, 700);
        page.navigate(file.toURI().toString());
        return page;
    }

    private static Dashboard dashboard(String... titles) {
        return new Dashboard(
                "shop",
                Stream.of(titles)
                        .map(title -> new Dashboard.Panel(title, "none", false, ""))
                        .toList(),
                0);
    }
}
