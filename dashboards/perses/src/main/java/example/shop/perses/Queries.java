package example.shop.perses;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The queries of a panel. */
final class Queries {

    /** Names of the data sources in {@code infra/perses}. */
    static final Map<String, Object> PROMETHEUS = Spec.of("kind", "PrometheusDatasource", "name", "prometheus");

    static final Map<String, Object> LOKI = Spec.of("kind", "LokiDatasource", "name", "loki");

    private Queries() {}

    /** Queries whose answers are series of numbers. */
    static List<Object> ofSeries(JsonNode panel, Place place) {
        List<Object> queries = new ArrayList<>();
        for (JsonNode target : panel.path("targets")) {
            queries.add(Spec.kind("TimeSeriesQuery", Spec.of("plugin", series(target, panel, place))));
        }
        return some(queries, place);
    }

    /** Queries whose answers are lines. */
    static List<Object> ofLines(JsonNode panel, Place place) {
        List<Object> queries = new ArrayList<>();
        for (JsonNode target : panel.path("targets")) {
            Map<String, Object> spec = Spec.of("datasource", LOKI, "query", text(target, place));
            queries.add(Spec.kind("LogQuery", Spec.of("plugin", Spec.kind("LokiLogQuery", spec))));
        }
        return some(queries, place);
    }

    /** The type of the data source that a panel asks: prometheus, loki, jaeger. */
    static String source(JsonNode panel) {
        JsonNode target = panel.path("targets").path(0).path("datasource").path("type");
        return target.asText(panel.path("datasource").path("type").asText());
    }

    /** Whether a query of Loki selects lines; otherwise it counts them. */
    static boolean selectsLines(JsonNode panel) {
        return panel.path("targets").path(0).path("expr").asText().startsWith("{");
    }

    /** Perses' tables have a column for each query, and its panels of lines show the first one only. */
    static void requireOne(JsonNode panel, Place place) {
        if (panel.path("targets").size() > 1) {
            throw place.unreadable("it has several queries");
        }
    }

    private static Map<String, Object> series(JsonNode target, JsonNode panel, Place place) {
        String source = target.path("datasource").path("type").asText(source(panel));
        if (source.equals("loki")) {
            return Spec.kind("LokiTimeSeriesQuery", Spec.of("datasource", LOKI, "query", text(target, place)));
        }
        if (!source.equals("prometheus")) {
            throw place.unreadable("its data source is of type '" + source + "', not prometheus or loki");
        }
        String legend = target.path("legendFormat").asText("");
        return Spec.kind(
                "PrometheusTimeSeriesQuery",
                Spec.of(
                        "datasource",
                        PROMETHEUS,
                        "query",
                        text(target, place),
                        "seriesNameFormat",
                        legend.isEmpty() || legend.equals("__auto") ? null : legend));
    }

    private static String text(JsonNode target, Place place) {
        if (target.path("hide").asBoolean()) {
            throw place.unreadable("its query " + target.path("refId").asText() + " is hidden");
        }
        String text = target.path("expr").asText("");
        if (text.isBlank()) {
            throw place.unreadable("its query " + target.path("refId").asText() + " has no 'expr'");
        }
        return text;
    }

    private static List<Object> some(List<Object> queries, Place place) {
        if (queries.isEmpty()) {
            throw place.unreadable("it has no query");
        }
        return queries;
    }
}
