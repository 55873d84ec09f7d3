package example.shop.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks dashboards without a stack: they are complete, stable and follow their conventions. */
class DashboardsTest {

    /** Contract: the titles of panels, word for word. */
    private static final Map<String, List<String>> PROMISED = Map.of(
            "application-overview",
            List.of(
                    "Requests per Second",
                    "Response Time (Percentiles)",
                    "Error Rate (5xx)",
                    "Requests by Endpoint",
                    "Services Up"),
            "distributed-tracing",
            List.of("Trace Duration Distribution", "Service Call Graph", "Recent Traces", "Recent Traces with Errors"),
            "logs-and-traces",
            List.of("Log volume by container", "Error logs", "Trace correlation"),
            "opentelemetry-collector",
            List.of(
                    "Accepted Spans",
                    "Refused Spans",
                    "Failed Spans",
                    "Memory",
                    "Queue Length against Capacity",
                    "Sampling Decisions"),
            "slo",
            List.of("Error budget left"),
            "native-vs-jvm",
            List.of("Memory by runtime", "Start by runtime", "CPU by runtime"),
            "postgres",
            List.of("Sessions", "Transactions"));

    private static final Map<String, String> TITLES = Map.of(
            "application-overview", "Application Overview",
            "distributed-tracing", "Distributed Tracing",
            "logs-and-traces", "Logs & Traces",
            "opentelemetry-collector", "OpenTelemetry Collector",
            "slo", "SLO",
            "native-vs-jvm", "Native vs JVM",
            "postgres", "Postgres");

    private static final Map<String, String> TYPES = Map.of(
            "Requests by Endpoint", "barchart",
            "Services Up", "stat",
            "Trace Duration Distribution", "heatmap",
            "Service Call Graph", "nodeGraph",
            "Recent Traces", "table",
            "Recent Traces with Errors", "table",
            "Error logs", "logs",
            "Trace correlation", "table");

    /** Panels that no variable narrows: only gateway has orders, Jaeger's call graph has all services, nginx precedes all collectors. */
    private static final Set<String> OF_ALL =
            Set.of("Orders by Outcome", "Service Call Graph", "nginx Requests", "nginx Connections");

    private static final Pattern WINDOW = Pattern.compile("\\[([^]]+)]");

    static Stream<Panel> panels() {
        return Dashboard.all().stream().flatMap(dashboard -> dashboard.panels().stream());
    }

    @Test
    void dashboardsMatchTheContractWordForWord() {
        assertThat(Dashboard.all()).extracting(Dashboard::name).containsExactlyInAnyOrderElementsOf(TITLES.keySet());
        for (Dashboard dashboard : Dashboard.all()) {
            assertThat(dashboard.json().path("title").asText()).isEqualTo(TITLES.get(dashboard.name()));
            assertThat(dashboard.panels())
                    .as(dashboard.name())
                    .extracting(Panel::title)
                    .containsAll(PROMISED.get(dashboard.name()))
                    .hasSizeLessThanOrEqualTo(12);
        }
        panels().filter(panel -> TYPES.containsKey(panel.title()))
                .forEach(panel -> assertThat(panel.type()).as(panel.toString()).isEqualTo(TYPES.get(panel.title())));
        Dashboard overview = Dashboard.named("application-overview");
        assertThat(overview.variable("time_range").orElseThrow().path("query").asText())
                .isEqualTo("5m,15m,1h,6h,24h");
        assertThat(overview.variable("service")).isPresent();
        assertThat(overview.variable("environment")).isPresent();
    }

    /** Grafana exports the file unchanged: keys by name, no id of its own. */
    @ParameterizedTest
    @MethodSource("example.shop.dashboards.Dashboard#all")
    void fileIsStableUnderExport(Dashboard dashboard) throws IOException {
        JsonNode json = dashboard.json();
        assertThat(json.path("uid").asText()).isEqualTo(dashboard.name());
        assertThat(json.has("id")).isFalse();
        assertThat(json.path("version").asInt(-1)).isZero();
        assertThat(json.path("panels").valueStream().map(panel -> panel.path("id")
                        .asInt()))
                .doesNotHaveDuplicates()
                .allMatch(id -> id > 0);
        assertThat(Files.readString(Dashboard.FOLDER.resolve(dashboard.name() + ".json")))
                .isEqualTo(Export.write(json));
    }

    @ParameterizedTest
    @MethodSource("panels")
    void panelSaysWhatItShows(Panel panel) {
        assertThat(panel.json().path("description").asText())
                .as(panel.toString())
                .matches("(?s).{20,}\\.");
        assertThat(panel.unit()).as("unit of " + panel).isNotEmpty();
        assertThat(panel.defaults().path("noValue").asText())
                .as("noValue of " + panel)
                .hasSizeGreaterThan(15);
        assertThat(panel.defaults().path("thresholds").path("steps"))
                .as("thresholds of " + panel)
                .isNotEmpty();
        if (panel.type().equals("timeseries") || panel.type().equals("barchart")) {
            assertThat(panel.json().at("/options/legend/showLegend").asBoolean())
                    .as("legend of " + panel)
                    .isTrue();
        }
        assertThat(panel.targets()).as(panel.toString()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("panels")
    void variablesFilterEveryPanelThatTheyCan(Panel panel) {
        Dashboard dashboard = Dashboard.named(panel.dashboard());
        for (Target target : panel.targets()) {
            for (String variable : List.of("service", "environment")) {
                if (dashboard.variable(variable).isPresent() && !OF_ALL.contains(panel.title())) {
                    assertThat(target.uses(variable)
                                    || target.source().equals("loki") && variable.equals("environment"))
                            .as(target + " is filtered by " + variable)
                            .isTrue();
                }
            }
            if (dashboard.variable("time_range").isPresent()) {
                WINDOW.matcher(target.expression()).results().forEach(window -> assertThat(window.group(1))
                        .as("window of " + target)
                        .isEqualTo("$time_range"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("panels")
    void dataSourcesAreNamedByVariables(Panel panel) {
        for (Target target : panel.targets()) {
            assertThat(target.json().path("datasource").path("uid").asText())
                    .as(target.toString())
                    .isEqualTo("${" + target.source() + "}");
            assertThat(Dashboard.named(panel.dashboard()).variable(target.source()))
                    .as(target.toString())
                    .isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("panels")
    void unitMatchesTheMetric(Panel panel) {
        for (Target target : panel.targets()) {
            String promql = target.expression();
            if (promql.contains("histogram_quantile") && promql.contains("_seconds_bucket")) {
                assertThat(panel.unit()).as(target.toString()).isEqualTo("s");
            }
            if (Pattern.compile("_bytes\\b").matcher(promql).find()) {
                assertThat(panel.unit()).as(target.toString()).isEqualTo("bytes");
            }
            if (promql.matches("(sum by \\(\\w+\\) )?\\(?rate\\(http_requests_total.*")) {
                assertThat(panel.unit()).as(target.toString()).isEqualTo("reqps");
            }
        }
    }

    /** Grafana's data source for Jaeger runs the first query of a request and silently drops the others. */
    @ParameterizedTest
    @MethodSource("panels")
    void panelHasOneJaegerQuery(Panel panel) {
        assertThat(panel.targets().stream().filter(target -> target.source().equals("jaeger")))
                .hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("example.shop.dashboards.Dashboard#all")
    void alertsAndDeploymentsAreMarked(Dashboard dashboard) {
        assertThat(dashboard.annotations())
                .anyMatch(annotation -> annotation.path("expr").asText().matches("ALERTS\\{.*alertstate=\"firing\".*"))
                .anyMatch(annotation -> annotation.path("name").asText().equals("Deployments"));
    }

    @Test
    void errorRateShowsItsThresholdAndItsAlert() {
        Panel panel = panels().filter(candidate -> candidate.title().equals("Error Rate (5xx)"))
                .findFirst()
                .orElseThrow();
        assertThat(panel.defaults().at("/thresholds/steps/1/value").asDouble()).isEqualTo(0.05);
        assertThat(panel.defaults().at("/custom/thresholdsStyle/mode").asText()).isEqualTo("dashed");
        assertThat(Dashboard.named(panel.dashboard()).annotations())
                .filteredOn(annotation -> annotation.path("name").asText().equals("HighErrorRate"))
                .singleElement()
                .satisfies(
                        annotation -> assertThat(annotation.at("/filter/ids/0").asInt())
                                .isEqualTo(panel.json().path("id").asInt()));
    }

    /** The values of the hidden variables are the data sources that Grafana is given. */
    @ParameterizedTest
    @MethodSource("example.shop.dashboards.Dashboard#all")
    void dataSourcesAreProvisioned(Dashboard dashboard) {
        dashboard.variables().stream()
                .filter(variable -> variable.path("type").asText().equals("datasource"))
                .forEach(variable -> assertThat(DataSources.named(
                                        variable.path("current").path("value").asText())
                                .path("type")
                                .asText())
                        .isEqualTo(variable.path("query").asText()));
    }

    @ParameterizedTest
    @MethodSource("panels")
    void linkedRunbooksExist(Panel panel) {
        panel.links().stream().filter(link -> link.startsWith("https:")).forEach(link -> assertThat(
                        Dashboard.FOLDER.resolve(link.replaceFirst(".*/blob/main/", "../")))
                .exists());
    }
}
