package example.shop.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each dashboard in the running Grafana while the shop has traffic: every panel is there and shows data. */
@Tag("chromium")
class GrafanaIT {

    private static final Path DASHBOARDS = Path.of("..", "..", "dashboards");

    /** Panels empty while nothing fails. With FAULTS_ENABLED=true gateway is slow and fails at times, so they must show data. */
    private static final Map<String, Set<String>> EMPTY_WHEN_WELL = Map.of(
            "distributed-tracing", Set.of("Failed Spans", "Recent Traces", "Recent Traces with Errors"),
            "logs-and-traces", Set.of("Error logs"),
            "slo", Set.of("Where it went"));

    private static final boolean IS_FAILING = "true".equals(System.getenv("FAULTS_ENABLED"));
    /** Faults of the service that Distributed Tracing opens with. */
    private static final String FAULTS =
            System.getenv().getOrDefault("GATEWAY_MANAGEMENT_URL", "http://127.0.0.1:9000") + "/faults";

    /** For all dashboards together: two scrapes, a rule evaluation and a refresh of the collector's span metrics. */
    private static final Duration UNTIL_THERE_IS_DATA = Duration.ofMinutes(5);

    private static final double BETWEEN_LOOKS_MS = 5000;

    private static Chromium chromium;
    private static BrowserContext context;
    private static Grafana grafana;
    private static long end;

    @BeforeAll
    static void logIn() throws IOException {
        chromium = new Chromium();
        context = chromium.context();
        grafana = Grafana.logIn(context);
        end = System.nanoTime() + UNTIL_THERE_IS_DATA.toNanos();
        if (IS_FAILING) {
            on("/error-rate", "{\"share\":0.2}");
            on("/latency", "{\"share\":0.1,\"amount\":1300}");
        } else {
            System.out.println("NOT CHECKED: data in " + EMPTY_WHEN_WELL
                    + "; set FAULTS_ENABLED=true here and at 'make up ON=compose'.");
        }
    }

    @AfterAll
    static void leave() {
        if (chromium == null) {
            return;
        }
        try {
            if (IS_FAILING && grafana != null) {
                faults().delete(FAULTS);
            }
        } finally {
            chromium.close();
        }
    }

    private static void on(String fault, String json) {
        APIResponse answer = faults().put(
                        FAULTS + fault,
                        RequestOptions.create().setData(json).setHeader("Content-Type", "application/json"));
        assertThat(answer.ok())
                .as(FAULTS + fault + " answers " + answer.status() + " " + answer.text())
                .isTrue();
    }

    static List<Dashboard> dashboards() throws IOException {
        return Dashboard.in(DASHBOARDS);
    }

    @Test
    void dashboardsHaveThePanelsThatMayBeEmpty() throws IOException {
        Map<String, Set<String>> titles = new HashMap<>();
        for (Dashboard one : dashboards()) {
            titles.put(
                    one.uid(), one.panels().stream().map(Dashboard.Panel::title).collect(Collectors.toSet()));
        }
        EMPTY_WHEN_WELL.forEach((uid, empty) ->
                assertThat(titles.getOrDefault(uid, Set.of())).as(uid).containsAll(empty));
    }

    @Test
    void requestsWithoutLoginAreRefused() {
        try (BrowserContext nobody = chromium.context()) {
            assertThat(Grafana.statusForNobody(nobody.request(), "/api/dashboards/uid/slo"))
                    .isEqualTo(401);
            assertThat(Grafana.statusForNobody(nobody.request(), "/api/health")).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyPanelShowsDataAndNoError(Dashboard dashboard) {
        List<String> problems = problems(dashboard);
        // Retries until the deadline: a panel is empty before its first scrape.
        while (!problems.isEmpty() && System.nanoTime() < end) {
            grafana.page().waitForTimeout(BETWEEN_LOOKS_MS);
            problems = problems(dashboard);
        }
        assertThat(problems)
                .as("problems of " + dashboard + ", see target/screenshots/" + dashboard + ".png")
                .isEmpty();
    }

    private static List<String> problems(Dashboard dashboard) {
        return grafana.open(dashboard)
                .problems(RenderedDashboard.Server.GRAFANA, grafana.page(), dashboard, mayBeEmpty(dashboard));
    }

    private static Set<String> mayBeEmpty(Dashboard dashboard) {
        return IS_FAILING ? Set.of() : EMPTY_WHEN_WELL.getOrDefault(dashboard.uid(), Set.of());
    }

    private static APIRequestContext faults() {
        return context.request();
    }
}
