package example.shop.perses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Perses would show wrongly is refused with its place; the rest keeps its meaning. */
class LimitsTest {

    private static final Converter CONVERTER =
            new Converter(new Pages("http://127.0.0.1:9090", "http://127.0.0.1:9411", Pages.TracePage.ZIPKIN));

    private static final String QUERY = "\"datasource\": {\"type\": \"prometheus\"}, \"expr\": \"up\"";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            "libraryPanel": {"uid": "a"}                                                         | library panel
            "repeat": "service"                                                                  | repeats for each value
            "timeFrom": "7d"                                                                     | a time range of its own
            "transformations": [{"id": "groupBy"}]                                               | 'groupBy' changes
            "transformations": [{"id": "organize", "options": {"excludeByName": {"job": true}}}] | 'organize' changes
            "fieldConfig": {"overrides": [{"properties": [{"id": "unit", "value": "ms"}]}]}      | setting 'unit' of a single series
            "fieldConfig": {"defaults": {"custom": {"stacking": {"mode": "percent"}}}}           | stacks its series as 'percent'
            "gridPos": {"x": 20, "y": 0, "w": 12, "h": 8}                                        | not within 24 columns
            "interval": "soon"                                                                   | its smallest step 'soon'
            """)
    void settingsThatPersesLacksAreRefused(String setting, String why) {
        assertThatThrownBy(() -> panel("{\"type\": \"timeseries\", \"title\": \"P\", \"targets\": [{" + QUERY + "}], "
                        + setting + "}"))
                .hasMessageStartingWith("Perses cannot show x.json, panel 'P': ")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"mode": "percentage", "steps": [{"color": "red", "value": 80}]} | percentages of a range
            {"steps": [{"color": "red", "value": "80"}]}                     | its threshold '80' is no number
            """)
    void thresholdsWithoutANumberAreRefused(String thresholds, String why) {
        assertThatThrownBy(() -> panel("{\"type\": \"stat\", \"title\": \"P\", \"targets\": [{" + QUERY
                        + "}], \"fieldConfig\": {\"defaults\": {\"thresholds\": " + thresholds + "}}}"))
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            timeseries | {"expr": "up"}                                                                        | names no type of data source
            graph      | {"expr": "up"}                                                                        | names no type of data source
            gauge      | {"datasource": {"type": "__expr__"}, "expression": "$A"}                              | of type '__expr__'
            timeseries | {"datasource": {"type": "loki"}, "expr": " {a=\\"b\\"}"}                              | selects lines
            timeseries | {"datasource": {"type": "loki"}, "expr": "rate({a=\\"b\\"}[$__interval])"}            | for which Perses has no value
            logs       | {"datasource": {"type": "prometheus"}, "expr": "up"}                                  | lines of 'prometheus'
            table      | {"datasource": {"type": "jaeger"}, "query": "abc"}                                    | of type '', not search
            table      | {"datasource": {"type": "jaeger"}, "queryType": "search"}                             | names no service
            table      | {"datasource": {"type": "jaeger"}, "queryType": "search", "service": "a", "tags": "b"} | not of the form name=value
            timeseries | {"datasource": {"type": "prometheus"}, "expr": "up", "hide": true}                    | is hidden
            gauge      | {"datasource": {"type": "prometheus"}, "expr": "up"}, {"datasource": {"type": "loki"}, "expr": "x"} | of several data sources
            """)
    void queriesThatPersesCannotAskAreRefused(String type, String targets, String why) {
        assertThatThrownBy(
                        () -> panel("{\"type\": \"" + type + "\", \"title\": \"P\", \"targets\": [" + targets + "]}"))
                .hasMessageStartingWith("Perses cannot show x.json, panel 'P': ")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"type": "custom", "name": "1", "query": "a"}                  | its name
            {"type": "custom", "name": "v"}, {"type": "custom", "name": "v"} | two of this name
            {"type": "interval", "name": "v", "query": "1m", "auto": true} | the choice 'auto'
            {"type": "datasource", "name": "ds"}, {"type": "query", "name": "v", "datasource": {"type": "prometheus"}, "query": "label_values(up{a=\\"$ds\\"}, job)"} | which Perses will not have
            """)
    void variablesThatPersesCannotFillAreRefused(String variables, String why) {
        assertThatThrownBy(() -> dashboard("\"panels\": [], \"templating\": {\"list\": [" + variables + "]}"))
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            "rows": [{"panels": []}], "panels": []                   | before Grafana 5
            "panels": ["x"]                                          | is no object
            "panels": [], "time": {"from": "now-6h", "to": "now-3h"} | ends at 'now-3h'
            "panels": [], "time": {"from": "now-9999999y"}           | not of the form
            "panels": [], "panels": []                               | Duplicate field
            "panels": []} {"a": 1                                    | no JSON
            """)
    void textsThatAreNoDashboardAreRefused(String rest, String why) {
        assertThatThrownBy(() -> dashboard(rest))
                .hasMessageStartingWith("Perses cannot show x.json")
                .hasMessageContaining(why);
    }

    @Test
    void nothingBecomesAValueOfNothing() {
        JsonNode panel = panel("""
                {"type": "timeseries", "title": null, "interval": "30s", "targets": [{%s}],
                 "links": [{"title": null, "url": null}, {"url": "/d/slo/the-slo"}, {"url": "/x?${__url_time_range}"}],
                 "fieldConfig": {"defaults": {"decimals": null, "min": 5, "max": 1}}}""".formatted(QUERY));
        assertThat(panel.at("/display/name").asText()).isEqualTo(" ");
        assertThat(panel.at("/links")).hasSize(1);
        assertThat(panel.at("/links/0/url").asText()).isEqualTo("/projects/observable-shop/dashboards/slo");
        assertThat(panel.at("/plugin/spec/yAxis").has("max")).isFalse();
        assertThat(panel.at("/plugin/spec/yAxis/format").has("decimalPlaces")).isFalse();
        assertThat(panel.at("/queries/0/spec/plugin/spec/minStep").asText()).isEqualTo("30s");
    }

    @Test
    void refreshThatIsNoDurationIsLeftOutAndListsAreThereWhenEmpty() {
        JsonNode spec = dashboard("\"panels\": [], \"refresh\": false").path("spec");
        assertThat(spec.has("refreshInterval")).isFalse();
        assertThat(spec.has("panels")).isTrue();
        assertThat(spec.has("layouts")).isTrue();
    }

    @Test
    void choicesKeepTheirLabelsAndTheirCommas() {
        JsonNode values = dashboard(
                        "\"panels\": [], \"templating\": {\"list\": [{\"type\": \"custom\", \"name\": \"v\", \"query\": \"Production : prod, a\\\\,b\"}]}")
                .at("/spec/variables/0/spec/plugin/spec/values");
        assertThat(values.path(0).path("label").asText()).isEqualTo("Production");
        assertThat(values.path(0).path("value").asText()).isEqualTo("prod");
        assertThat(values.path(1).asText()).isEqualTo("a,b");
    }

    @Test
    void linksToPrometheusHaveAllQueriesWithoutGrafanasVariables() {
        JsonNode dashboard = dashboard("""
                "panels": [{"type": "gauge", "title": "P", "targets": [
                  {"datasource": {"type": "prometheus"}, "expr": "rate(x{job=~'${job:regex}', a='[[one]]'}[$__rate_interval])"},
                  {"datasource": {"type": "prometheus"}, "expr": "label_replace(up, 'a', '$1', 'b', '.*')"}]}],
                "templating": {"list": [
                  {"type": "custom", "name": "job", "query": "a,b", "multi": true}, {"type": "custom", "name": "one", "query": "a"}]}""");
        assertThat(dashboard.at("/spec/panels/0/spec/plugin/spec/text").asText())
                .contains("%28${job:pipe}%29", "${one:percentencode}", "%5B5m%5D", "&g1.expr=label_replace", "%241%27");
    }

    @Test
    void panelsStandInOrderAndThoseOfAClosedRowBeginAtItsTop() {
        JsonNode dashboard = dashboard("""
                "panels": [
                  {"type": "text", "title": "b", "gridPos": {"x": 0, "y": 6, "w": 24, "h": 4}, "options": {"content": "b"}},
                  {"type": "row", "title": "B", "repeat": "v", "gridPos": {"y": 5}},
                  {"type": "text", "title": "a", "gridPos": {"x": 0, "y": 1, "w": 24, "h": 4}, "options": {"content": "a"}},
                  {"type": "row", "title": "C", "collapsed": true, "gridPos": {"y": 40}, "panels": [
                    {"type": "text", "title": "d", "gridPos": {"x": 0, "y": 14, "w": 24, "h": 4}, "options": {"content": "d"}},
                    {"type": "text", "title": "c", "gridPos": {"x": 0, "y": 10, "w": 24, "h": 4}, "options": {"content": "c"}}]}]""");
        assertThat(dashboard.at("/spec/panels/0/spec/display/name").asText()).isEqualTo("a");
        assertThat(dashboard.at("/spec/layouts/1/spec/repeatVariable").asText()).isEqualTo("v");
        assertThat(dashboard.at("/spec/layouts/2/spec/items/0/y").asInt()).isZero();
        assertThat(dashboard.at("/spec/layouts/2/spec/items/1/y").asInt()).isEqualTo(5);
    }

    private static JsonNode panel(String panel) {
        return dashboard("\"panels\": [" + panel + "]").at("/spec/panels/0/spec");
    }

    private static JsonNode dashboard(String rest) {
        try {
            return new ObjectMapper().readTree(CONVERTER.convert("x.json", "{\"title\": \"t\", " + rest + "}"));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
