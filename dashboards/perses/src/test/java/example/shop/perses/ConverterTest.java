package example.shop.perses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import example.shop.signals.FatalException;
import example.shop.signals.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConverterTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DASHBOARDS = ProjectFolder.around(Path.of("")).resolve("dashboards");
    private static final Pages ZIPKIN =
            new Pages("http://127.0.0.1:9090", "http://127.0.0.1:9411", Pages.TracePage.ZIPKIN);
    private static final Pages JAEGER =
            new Pages("http://127.0.0.1:9090", "http://127.0.0.1:16686", Pages.TracePage.JAEGER);

    static List<Path> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            return files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyPanelAndEveryVariableOfTheProjectIsConverted(Path file) throws IOException {
        JsonNode grafana = JSON.readTree(file.toFile());
        JsonNode perses = JSON.readTree(new Converter(ZIPKIN).convert("x.json", Files.readString(file)));
        assertThat(perses.at("/metadata/name").asText())
                .isEqualTo(grafana.path("uid").asText());
        assertThat(perses.at("/spec/panels").valueStream())
                .extracting(panel -> panel.at("/spec/display/name").asText())
                .containsExactlyElementsOf(grafana.path("panels")
                        .valueStream()
                        .map(panel -> panel.path("title").asText())
                        .toList());
        assertThat(perses.at("/spec/variables").valueStream())
                .extracting(variable -> variable.at("/spec/name").asText())
                .containsExactlyElementsOf(grafana.at("/templating/list")
                        .valueStream()
                        .filter(variable -> !variable.path("type").asText().equals("datasource"))
                        .map(variable -> variable.path("name").asText())
                        .toList());
        List<JsonNode> targets = grafana.at("/panels")
                .valueStream()
                .flatMap(panel -> panel.path("targets").valueStream())
                .filter(target -> target.has("expr"))
                .toList();
        String text = perses.toString();
        for (JsonNode target : targets) {
            String query = target.path("expr").toString();
            boolean isHeatmap = target.path("format").asText().equals("heatmap");
            assertThat(text.contains(query)).as(query).isEqualTo(!isHeatmap);
        }
    }

    @Test
    void timeSeriesKeepUnitRangeThresholdsAndLegend() {
        JsonNode panel = panel("""
                {"type": "timeseries", "title": "Errors", "description": "Failed requests.",
                 "gridPos": {"x": 12, "y": 8, "w": 12, "h": 6},
                 "fieldConfig": {"defaults": {"unit": "percentunit", "min": 0, "max": 1, "decimals": 2, "noValue": "make demo",
                   "links": [{"title": "Runbook", "url": "http://x/y", "targetBlank": true}],
                   "custom": {"lineWidth": 9, "fillOpacity": 10, "thresholdsStyle": {"mode": "dashed"}, "stacking": {"mode": "normal"}},
                   "thresholds": {"mode": "absolute", "steps": [{"color": "green", "value": null}, {"color": "#f00", "value": 0.05}]}}},
                 "options": {"legend": {"displayMode": "table", "placement": "right", "calcs": ["lastNotNull", "max"]}},
                 "targets": [{"datasource": {"type": "prometheus"}, "expr": "up", "legendFormat": "{{service}}"}]}
                """);
        assertThat(panel.at("/display/description").asText()).isEqualTo("Failed requests. Empty means: make demo.");
        assertThat(panel.at("/links/0/url").asText()).isEqualTo("http://x/y");
        JsonNode spec = panel.at("/plugin/spec");
        assertThat(spec.at("/yAxis")).isEqualTo(json("""
                {"format": {"unit": "percent-decimal", "decimalPlaces": 2}, "min": 0, "max": 1}"""));
        assertThat(spec.at("/thresholds")).isEqualTo(json("""
                {"mode": "absolute", "defaultColor": "#73bf69", "steps": [{"value": 0.05, "color": "#f00"}]}"""));
        assertThat(spec.at("/legend")).isEqualTo(json("""
                {"position": "right", "mode": "table", "size": "small", "values": ["last-number", "max"]}"""));
        assertThat(spec.at("/visual/stack").asText()).isEqualTo("all");
        assertThat(spec.at("/visual/lineWidth").asDouble()).isEqualTo(3);
        assertThat(panel.at("/queries/0/spec/plugin")).isEqualTo(json("""
                {"kind": "PrometheusTimeSeriesQuery", "spec": {"datasource": {"kind": "PrometheusDatasource", "name": "prometheus"},
                 "query": "up", "seriesNameFormat": "{{service}}"}}"""));
    }

    @Test
    void maximumWithoutMinimumIsLeftOut() {
        JsonNode panel = panel(withQuery("\"type\": \"timeseries\", \"fieldConfig\": {\"defaults\": {\"max\": 1}}"));
        assertThat(panel.at("/plugin/spec/yAxis").has("max")).isFalse();
    }

    @Test
    void countsOfLinesAskLoki() {
        JsonNode panel = panel("""
                {"type": "timeseries", "title": "Lines", "targets": [{"datasource": {"type": "loki"}, "expr": "sum(rate({a=\\"b\\"}[5m]))"}]}""");
        assertThat(panel.at("/queries/0/spec/plugin/kind").asText()).isEqualTo("LokiTimeSeriesQuery");
        assertThat(panel.at("/queries/0/spec/plugin/spec/datasource/name").asText())
                .isEqualTo("loki");
    }

    @ParameterizedTest
    @ValueSource(strings = {"logs", "table"})
    void linesBecomeATableOfLines(String type) {
        JsonNode panel = panel("""
                {"type": "%s", "title": "Lines", "targets": [{"datasource": {"type": "loki"}, "expr": "{a=\\"b\\"} |= \\"x\\""}],
                 "transformations": [{"id": "extractFields"}]}""".formatted(type));
        assertThat(panel.at("/plugin")).isEqualTo(json("""
                {"kind": "LogsTable", "spec": {"time": true, "wrap": true, "enableDetails": true}}"""));
        assertThat(panel.at("/queries/0/kind").asText()).isEqualTo("LogQuery");
        assertThat(panel.at("/queries/0/spec/plugin/kind").asText()).isEqualTo("LokiLogQuery");
    }

    @Test
    void eachQueryAsksItsOwnStore() {
        JsonNode panel = panel("""
                {"type": "timeseries", "title": "t", "targets": [{"datasource": {"type": "prometheus"}, "expr": "up"},
                 {"datasource": {"type": "loki"}, "expr": "sum(rate({a=\\"b\\"}[5m]))"}]}""");
        assertThat(panel.at("/queries").valueStream())
                .extracting(query -> query.at("/spec/plugin/kind").asText())
                .containsExactly("PrometheusTimeSeriesQuery", "LokiTimeSeriesQuery");
    }

    /** A table of Perses would show the first value of the range. */
    @Test
    void tableOfLokisNumbersShowsTheLastOnes() {
        JsonNode panel = panel("""
                {"type": "table", "title": "t", "targets": [{"datasource": {"type": "loki"}, "expr": "max(rate({a=\\"b\\"}[5m]))"}]}""");
        assertThat(panel.at("/plugin/kind").asText()).isEqualTo("TimeSeriesChart");
        assertThat(panel.at("/plugin/spec/legend")).isEqualTo(json("""
                {"position": "right", "mode": "table", "values": ["last-number"]}"""));
    }

    @Test
    void tableNamesItsColumnsAndHidesTheTime() {
        JsonNode panel = panel("""
                {"type": "table", "title": "Slowest", "fieldConfig": {"defaults": {"unit": "s"}},
                 "options": {"sortBy": [{"displayName": "P95", "desc": true}]},
                 "targets": [{"datasource": {"type": "prometheus"}, "expr": "up"}],
                 "transformations": [{"id": "organize", "options": {"excludeByName": {"Time": true, "job": true},
                   "indexByName": {"Value": 1, "span": 0}, "renameByName": {"Value": "P95", "span": "Span"}}}]}""");
        assertThat(panel.at("/plugin/spec/columnSettings")).isEqualTo(json("""
                [{"name": "timestamp", "hide": true},
                 {"name": "span", "header": "Span", "enableSorting": true},
                 {"name": "value", "header": "P95", "format": {"unit": "seconds"}, "align": "right", "enableSorting": true, "sort": "desc"},
                 {"name": "job", "hide": true}]"""));
    }

    @Test
    void valueMappingsKeepTextsAndColours() {
        JsonNode panel = panel(withQuery("""
                "type": "stat", "fieldConfig": {"defaults": {"mappings": [
                  {"type": "value", "options": {"0": {"text": "DOWN", "color": "red"}}},
                  {"type": "range", "options": {"from": 1, "to": 2, "result": {"text": "UP", "color": "dark-green"}}}]}}"""));
        assertThat(panel.at("/plugin/spec/mappings")).isEqualTo(json("""
                [{"kind": "Value", "spec": {"value": "0", "result": {"value": "DOWN", "color": "#f2495c"}}},
                 {"kind": "Range", "spec": {"from": 1, "to": 2, "result": {"value": "UP", "color": "#73bf69"}}}]"""));
    }

    @ParameterizedTest
    @EnumSource(Pages.TracePage.class)
    void panelWithoutEquivalentSaysSoAndLeadsOn(Pages.TracePage traces) {
        Pages pages = traces == Pages.TracePage.ZIPKIN ? ZIPKIN : JAEGER;
        String heatmap = text(pages, withQuery("\"type\": \"heatmap\""));
        assertThat(heatmap).contains("native histograms").contains("http://127.0.0.1:9090/query?g0.expr=up&");
        assertThat(text(pages, withQuery("\"type\": \"geomap\"")))
                .contains("no panel like `geomap`")
                .contains("http://127.0.0.1:9090/query?g0.expr=up&");
        String calls = text(pages, """
                {"type": "nodeGraph", "title": "t", "targets": [{"datasource": {"type": "jaeger"}, "queryType": "dependencyGraph"}]}""");
        assertThat(calls)
                .contains(
                        traces == Pages.TracePage.ZIPKIN
                                ? "http://127.0.0.1:9411/zipkin/dependency?startTime=${__from}&endTime=${__to}"
                                : "http://127.0.0.1:16686/dependencies");
        String search = text(pages, """
                {"type": "table", "title": "t", "targets": [{"datasource": {"type": "jaeger"}, "queryType": "search", "service": "$service",
                 "minDuration": "1s", "limit": 5, "tags": "environment=$environment error=true"}]}""");
        assertThat(search)
                .contains("${service:percentencode}", "minDuration=1s", "limit=5")
                .contains(
                        traces == Pages.TracePage.ZIPKIN
                                ? "annotationQuery=environment%3D${environment:percentencode}%20and%20error"
                                : "tags=%7B%22environment%22%3A%22${environment:percentencode}%22%2C%22error%22%3A%22true%22%7D");
    }

    @Test
    void rowsBecomeGrids() {
        JsonNode dashboard = dashboard("""
                {"type": "text", "title": "a", "gridPos": {"x": 0, "y": 0, "w": 24, "h": 2}, "options": {"content": "*a*"}},
                {"type": "row", "title": "Open", "collapsed": false, "gridPos": {"y": 2}},
                {"type": "text", "title": "b", "gridPos": {"x": 0, "y": 3, "w": 6, "h": 2}, "options": {"content": "b"}},
                {"type": "row", "title": "Closed", "collapsed": true, "gridPos": {"y": 5}, "panels": [
                  {"type": "text", "title": "c", "gridPos": {"x": 6, "y": 7, "w": 6, "h": 2}, "options": {"content": "c"}}]}""");
        JsonNode grids = dashboard.at("/spec/layouts");
        assertThat(grids.size()).isEqualTo(3);
        assertThat(grids.at("/1/spec/display/title").asText()).isEqualTo("Open");
        assertThat(grids.at("/1/spec/items/0/y").asInt()).isZero();
        assertThat(grids.at("/2/spec/display/collapse/open").asBoolean()).isFalse();
        assertThat(grids.at("/2/spec/items/0/y").asInt()).isZero();
        assertThat(grids.at("/2/spec/items/0/height").asInt()).isEqualTo(3);
        assertThat(dashboard.at("/spec/panels/2/spec/display/name").asText()).isEqualTo("c");
    }

    @Test
    void variablesOfPrometheusListLabels() {
        JsonNode variables = json(new Converter(ZIPKIN).convert("x.json", """
                {"title": "t", "panels": [], "templating": {"list": [
                  {"type": "query", "name": "service", "label": "Service", "datasource": {"type": "prometheus"}, "includeAll": true,
                   "multi": true, "allValue": ".+", "sort": 1, "current": {"value": ["$__all"]},
                   "query": {"query": "label_values(up{a=~\\"b,c\\"}, service)"}},
                  {"type": "custom", "name": "range", "query": "5m, 1h", "current": {"value": "5m"}},
                  {"type": "query", "name": "container", "datasource": {"type": "loki"}, "allValue": ".+", "query": {"label": "x"}}]}}""")).at("/spec/variables");
        assertThat(variables.at("/0/spec/plugin/spec/matchers/0").asText()).isEqualTo("up{a=~\"b,c\"}");
        assertThat(variables.at("/0/spec/plugin/spec/labelName").asText()).isEqualTo("service");
        assertThat(variables.at("/0/spec/customAllValue").asText()).isEqualTo(".+");
        assertThat(variables.at("/0/spec/defaultValue").asText()).isEqualTo("$__all");
        assertThat(variables.at("/1/spec/plugin")).isEqualTo(json("""
                {"kind": "StaticListVariable", "spec": {"values": ["5m", "1h"]}}"""));
        assertThat(variables.at("/2/kind").asText()).isEqualTo("TextVariable");
        assertThat(variables.at("/2/spec/value").asText()).isEqualTo(".+");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {                                                                            | it is no JSON
            []                                                                           | no 'title' or no 'panels'
            {"title": "t", "panels": [], "time": {"from": "2026-01-01"}}                 | begins at '2026-01-01'
            {"title": "t", "panels": [], "uid": "a b"}                                   | its uid 'a b'
            {"title": "t", "panels": [{"type": "stat", "title": "p", "targets": [{"datasource": {"type": "influxdb"}, "expr": "x"}]}]}  | panel 'p': its data source is of type 'influxdb'
            {"title": "t", "panels": [{"type": "stat", "title": "p", "targets": []}]}     | panel 'p': it has no query
            {"title": "t", "panels": [{"type": "stat", "title": "p", "targets": [{"datasource": {"type": "prometheus"}}]}]} | panel 'p': its query  has no 'expr'
            {"title": "t", "panels": [{"type": "stat", "title": "p", "fieldConfig": {"defaults": {"unit": "furlongs"}}}]} | panel 'p': its unit 'furlongs'
            {"title": "t", "panels": [{"type": "stat", "title": "p", "fieldConfig": {"defaults": {"thresholds": {"steps": [{"color": "mauve", "value": 1}]}}}}]} | panel 'p': its colour 'mauve'
            {"title": "t", "panels": [{"type": "stat", "title": "p", "repeat": "service"}]} | panel 'p': it repeats for each value of 'service'
            {"title": "t", "panels": [{"type": "stat", "title": "p", "targets": [{"datasource": {"type": "prometheus"}, "expr": "up", "hide": true, "refId": "B"}]}]} | panel 'p': its query B is hidden
            {"title": "t", "panels": [{"type": "table", "title": "p", "targets": [{"datasource": {"type": "prometheus"}, "expr": "up"}, {"datasource": {"type": "prometheus"}, "expr": "up"}]}]} | panel 'p': it has several queries
            {"title": "t", "panels": [], "templating": {"list": [{"type": "custom", "name": "v", "regex": "/a/"}]}} | variable 'v': it has a regular expression
            {"title": "t", "panels": [], "templating": {"list": [{"type": "adhoc", "name": "v"}]}} | variable 'v': its type 'adhoc'
            {"title": "t", "panels": [], "templating": {"list": [{"type": "query", "name": "v", "datasource": {"type": "prometheus"}, "query": "metrics(x)"}]}} | variable 'v': its query 'metrics(x)'
            """)
    void unreadableDashboardIsNamedWithItsPart(String grafana, String why) {
        assertThatThrownBy(() -> new Converter(ZIPKIN).convert("mine.json", grafana))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("mine.json")
                .hasMessageContaining(why);
    }

    private static JsonNode panel(String panel) {
        return dashboard(panel).at("/spec/panels/0/spec");
    }

    private static String text(Pages pages, String panel) {
        JsonNode shown =
                json(new Converter(pages).convert("x.json", "{\"title\": \"t\", \"panels\": [" + panel + "]}"));
        assertThat(shown.at("/spec/panels/0/spec/plugin/kind").asText()).isEqualTo("Markdown");
        return shown.at("/spec/panels/0/spec/plugin/spec/text").asText();
    }

    private static JsonNode dashboard(String panels) {
        return json(new Converter(ZIPKIN).convert("x.json", "{\"title\": \"t\", \"panels\": [" + panels + "]}"));
    }

    private static String withQuery(String fields) {
        return "{\"title\": \"t\", \"targets\": [{\"datasource\": {\"type\": \"prometheus\"}, \"expr\": \"up\"}], "
                + fields + "}";
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }
}
