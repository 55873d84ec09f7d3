package example.shop.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.APIResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each dashboard in the running Perses, for each of its services, after good, failed and slow requests: every panel is there,
 * shows data, and shows them in its unit.
 */
@Tag("pages")
class PersesIT {

    private static final Path DASHBOARDS = Path.of("..", "..", "dashboards");

    /** The lab has no nginx. */
    static final Set<String> MAY_BE_EMPTY = Set.of("nginx Requests", "nginx Connections");

    /** For all dashboards together: a scrape, a rule evaluation, a refresh of the collector's span metrics. */
    private static final Duration UNTIL_THERE_IS_DATA = Duration.ofMinutes(3);

    private static final double BETWEEN_LOOKS_MS = 5000;

    private static final String NUMBER = "-?[0-9][0-9.,]*(e[+-]?[0-9]+)?";

    /** How a value of each of Grafana's units looks in Perses; the formats of @perses-dev/core 0.52.0. */
    private static final Map<String, Pattern> VALUES = Map.of(
            "s", Pattern.compile(NUMBER + " ?(ns|μs|µs|ms|s|min|m|hr|h|day|d|week|w|month|mth|year|yr)s?"),
            "percentunit", Pattern.compile(NUMBER + " ?%"),
            "bytes", Pattern.compile(NUMBER + " ?(byte|bytes|B|[KMGT]i?B)"),
            "short", Pattern.compile(NUMBER + "[KMBT]?"),
            "cores", Pattern.compile(NUMBER),
            "none", Pattern.compile(NUMBER + "[KMBT]?"),
            "reqps", Pattern.compile(NUMBER + "[KMBT]? requests/sec"),
            "ops", Pattern.compile(NUMBER + "[KMBT]? ops/sec"),
            "cps", Pattern.compile(NUMBER + "[KMBT]? counts/sec"));

    private static final Pattern BEGINS_WITH_A_NUMBER = Pattern.compile(NUMBER + ".*", Pattern.DOTALL);

    private static Chromium chromium;
    private static Perses perses;
    private static long end;

    @BeforeAll
    static void open() {
        chromium = new Chromium();
        perses = new Perses(chromium.context());
        end = System.nanoTime() + UNTIL_THERE_IS_DATA.toNanos();
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    static List<Arguments> dashboardsOfServices() throws IOException {
        List<Arguments> all = new ArrayList<>();
        for (Dashboard dashboard : Dashboard.in(DASHBOARDS)) {
            List<String> services = perses.services(dashboard);
            assertThat(services).as("services of " + dashboard).isNotEmpty();
            services.forEach(service -> all.add(Arguments.of(dashboard, service)));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("dashboardsOfServices")
    void everyPanelShowsDataInItsUnit(Dashboard dashboard, String service) throws IOException {
        List<String> problems = problems(dashboard, service);
        // Retries until the deadline: a panel is empty before its first scrape.
        while (!problems.isEmpty() && System.nanoTime() < end) {
            perses.page().waitForTimeout(BETWEEN_LOOKS_MS);
            problems = problems(dashboard, service);
        }
        assertThat(problems)
                .as("problems of " + dashboard + " for " + service + ", see target/screenshots")
                .isEmpty();
    }

    /** Perses is read-only: what would change a dashboard, or ask an address of the sender's choice, is not there. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            DELETE | /api/v1/projects/observable-shop/dashboards/slo |
            POST   | /api/v1/projects                                | {"kind":"Project","metadata":{"name":"mine"},"spec":{}}
            POST   | /proxy/unsaved/globaldatasources/-/quit         | {"method":"POST","spec":{"plugin":{"kind":"PrometheusDatasource","spec":{"proxy":{"kind":"HTTPProxy","spec":{"url":"http://127.0.0.1:9090"}}}}}}
            """)
    void nothingCanBeChanged(String method, String path, String body) {
        assertThat(perses.answer(method, path, body).status()).isIn(403, 404, 405);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, prometheus/-/quit",
        "POST, prometheus/api/v1/admin/tsdb/snapshot",
        "GET, prometheus/api/v1/status/config",
        "GET, prometheus/x/api/v1/query",
        "POST, loki/loki/api/v1/push",
        "POST, loki/flush"
    })
    void onlyQueriesReachTheStores(String method, String path) {
        APIResponse answer = perses.answer(method, "/proxy/globaldatasources/" + path, null);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("you are not allowed to use this endpoint");
    }

    @Test
    void queriesPass() {
        assertThat(perses.answer("GET", "/proxy/globaldatasources/prometheus/api/v1/query?query=up", null)
                        .status())
                .isEqualTo(200);
        assertThat(perses.answer("GET", "/proxy/globaldatasources/loki/loki/api/v1/labels", null)
                        .status())
                .isEqualTo(200);
    }

    private static List<String> problems(Dashboard dashboard, String service) throws IOException {
        RenderedDashboard shown = perses.open(dashboard, service);
        List<String> problems = new ArrayList<>(
                shown.problems(RenderedDashboard.Server.PERSES, perses.page(), dashboard, MAY_BE_EMPTY));
        Map<String, String> kinds = new HashMap<>();
        for (JsonNode panel : perses.definition(dashboard).at("/spec/panels")) {
            kinds.put(
                    panel.at("/spec/display/name").asText(),
                    panel.at("/spec/plugin/kind").asText());
        }
        for (RenderedDashboard.Panel panel : shown.panels()) {
            if (!MAY_BE_EMPTY.contains(panel.title())) {
                dashboard.panels().stream()
                        .filter(expected -> expected.title().equals(panel.title()))
                        .flatMap(expected -> wrongUnit(expected, kinds.get(panel.title()), panel).stream())
                        .forEach(problems::add);
            }
        }
        return problems;
    }

    /** Numbers in a legend, a bar, a tile or a column that are not written in the unit that the file of the dashboard sets. */
    private static List<String> wrongUnit(Dashboard.Panel expected, String kind, RenderedDashboard.Panel shown) {
        if (!Set.of("TimeSeriesChart", "BarChart", "StatChart", "Table").contains(kind) || expected.hasTexts()) {
            return List.of();
        }
        Pattern value = VALUES.get(expected.unit());
        assertThat(value).as("a pattern for the unit " + expected.unit()).isNotNull();
        // A bar of nothing has no unit.
        Stream<String> texts = kind.equals("BarChart")
                ? shown.drawn().stream().filter(text -> !text.equals("0"))
                : shown.texts().stream();
        List<String> numbers = texts.filter(
                        text -> BEGINS_WITH_A_NUMBER.matcher(text).matches())
                .toList();
        List<String> wrong = numbers.stream()
                .filter(number -> !value.matcher(number).matches())
                .toList();
        // Labels of a table may be numbers too.
        boolean isWrong = kind.equals("Table") ? wrong.size() == numbers.size() : !wrong.isEmpty() || numbers.isEmpty();
        return isWrong
                ? List.of("'" + shown.title() + "' is to show " + expected.unit() + ", and shows " + numbers)
                : List.of();
    }
}
