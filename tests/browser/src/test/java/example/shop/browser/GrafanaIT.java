package example.shop.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each dashboard as the running Grafana shows it while the shop has visitors: every panel is there, and has something to show. */
@Tag("chromium")
class GrafanaIT {

    private static final Path DASHBOARDS = Path.of("..", "..", "dashboards");

    /** Empty while nothing fails. With FAULTS_ENABLED=true, users fails now and then, and they must not be. */
    private static final Set<String> EMPTY_WHEN_WELL =
            Set.of("Error logs", "Failed Spans", "Recent Traces", "Where it went");

    private static final boolean IS_FAILING = "true".equals(System.getenv("FAULTS_ENABLED"));
    private static final String FAULTS =
            System.getenv().getOrDefault("USERS_URL", "http://127.0.0.1:8080") + "/faults/error-rate";

    /** Of all dashboards together: two scrapes, a rule's evaluation and a refresh of the collector's metrics of spans. */
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
            APIResponse on = faults().put(
                            FAULTS,
                            RequestOptions.create()
                                    .setData("{\"share\":0.2}")
                                    .setHeader("Content-Type", "application/json"));
            assertThat(on.ok())
                    .as(FAULTS + " answers " + on.status() + " " + on.text())
                    .isTrue();
        } else {
            System.out.println("NOT CHECKED: whether there is something in " + EMPTY_WHEN_WELL
                    + ", which takes FAULTS_ENABLED=true here and at 'make compose-up'.");
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

    static List<Dashboard> dashboards() throws IOException {
        return Dashboard.in(DASHBOARDS);
    }

    @Test
    void thereAreDashboardsAndWhatMayBeEmptyIsInThem() throws IOException {
        Set<String> titles = new HashSet<>();
        dashboards().forEach(one -> one.panels().forEach(panel -> titles.add(panel.title())));
        assertThat(titles).containsAll(EMPTY_WHEN_WELL);
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyPanelShowsSomethingAndNoneAnError(Dashboard dashboard) {
        List<String> problems = problems(dashboard);
        // Once more, and until the deadline: what was not scraped yet is empty.
        while (!problems.isEmpty() && System.nanoTime() < end) {
            grafana.page().waitForTimeout(BETWEEN_LOOKS_MS);
            problems = problems(dashboard);
        }
        assertThat(problems)
                .as("problems of " + dashboard + ", see target/screenshots/" + dashboard + ".png")
                .isEmpty();
    }

    private static List<String> problems(Dashboard dashboard) {
        return grafana.open(dashboard).problems(grafana.page(), dashboard, IS_FAILING ? Set.of() : EMPTY_WHEN_WELL);
    }

    private static APIRequestContext faults() {
        return context.request();
    }
}
