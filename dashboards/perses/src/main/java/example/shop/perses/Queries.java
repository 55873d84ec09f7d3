package example.shop.perses;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The queries of a panel. */
final class Queries {

    /** Names of the data sources in {@code infra/perses}. */
    static final Map<String, Object> PROMETHEUS = Spec.of("kind", "PrometheusDatasource", "name", "prometheus");

    static final Map<String, Object> LOKI = Spec.of("kind", "LokiDatasource", "name", "loki");

    private static final Pattern STEP = Pattern.compile("\\d{1,6}(ms|[smhdwy])|\\$\\w+|\\$\\{\\w+}");
    private static final Pattern OF_PROMETHEUS =
            Pattern.compile("\\$\\{?__(auto|interval|interval_ms|rate_interval)\\b");
    private static final Pattern OLD_VARIABLE = Pattern.compile("\\[\\[([A-Za-z_]\\w*)(:\\w+)?]]");

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
            if (!source(target, panel).equals("loki")) {
                throw place.unreadable("it shows lines of '" + source(target, panel) + "', not of loki");
            }
            Map<String, Object> spec = Spec.of("datasource", LOKI, "query", text(target, panel, place));
            queries.add(Spec.kind("LogQuery", Spec.of("plugin", Spec.kind("LokiLogQuery", spec))));
        }
        return some(queries, place);
    }

    /** The type of the data source that all queries of a panel ask, such as prometheus, loki, jaeger; empty without a query. */
    static String source(JsonNode panel) {
        for (JsonNode target : panel.path("targets")) {
            return source(target, panel);
        }
        return "";
    }

    /** That of a query, or of its panel; never that of another query. */
    private static String source(JsonNode target, JsonNode panel) {
        return target.path("datasource")
                .path("type")
                .asText(panel.path("datasource").path("type").asText(""));
    }

    private static void requireOneSource(JsonNode panel, Place place) {
        String source = source(panel);
        for (JsonNode target : panel.path("targets")) {
            String another = source(target, panel);
            if (!another.equals(source)) {
                throw place.unreadable(
                        "its queries are of several data sources, '" + source + "' and '" + another + "'");
            }
        }
    }

    /** Whether a panel of Jaeger shows calls between services; otherwise it shows traces that are searched for. */
    static boolean isOfCalls(JsonNode panel, Place place) {
        requireOneSource(panel, place);
        String type = panel.path("targets").path(0).path("queryType").asText("");
        if (!type.equals("search") && !type.equals("dependencyGraph")) {
            throw place.unreadable("its query of Jaeger is of type '" + type + "', not search or dependencyGraph");
        }
        return type.equals("dependencyGraph");
    }

    /** Every query of a panel that is not hidden. */
    static List<String> texts(JsonNode panel, Place place) {
        requireOneSource(panel, place);
        List<String> texts = new ArrayList<>();
        for (JsonNode target : panel.path("targets")) {
            if (!target.path("hide").asBoolean()) {
                if (!Set.of("prometheus", "loki").contains(source(target, panel))) {
                    throw place.unreadable(notAStore(source(target, panel)));
                }
                texts.add(text(target, panel, place));
            }
        }
        return texts;
    }

    /** Whether a query of Loki selects lines; otherwise it counts them. */
    static boolean selectsLines(JsonNode panel) {
        return panel.path("targets").path(0).path("expr").asText().strip().startsWith("{");
    }

    /** Perses' tables have a column for each query, and its panels of lines show the first one only. */
    static void requireOne(JsonNode panel, Place place) {
        if (panel.path("targets").size() > 1) {
            throw place.unreadable("it has several queries");
        }
    }

    private static Map<String, Object> series(JsonNode target, JsonNode panel, Place place) {
        String source = source(target, panel);
        String text = text(target, panel, place);
        if (source.equals("loki")) {
            if (text.strip().startsWith("{")) {
                throw place.unreadable("its query '" + text.strip() + "' selects lines, and it shows numbers");
            }
            return Spec.kind("LokiTimeSeriesQuery", Spec.of("datasource", LOKI, "query", text));
        }
        if (!source.equals("prometheus")) {
            throw place.unreadable(notAStore(source));
        }
        String legend = target.path("legendFormat").asText("");
        return Spec.kind(
                "PrometheusTimeSeriesQuery",
                Spec.of(
                        "datasource",
                        PROMETHEUS,
                        "query",
                        text,
                        "seriesNameFormat",
                        legend.isEmpty() || legend.equals("__auto") ? null : withBraces(legend),
                        "minStep",
                        step(target, panel, place)));
    }

    private static String notAStore(String source) {
        return source.isEmpty()
                ? "a query names no type of data source. Open the dashboard in Grafana 12, and save it"
                : "its data source is of type '" + source + "', not prometheus or loki";
    }

    private static String step(JsonNode target, JsonNode panel, Place place) {
        String own = target.path("interval").asText("");
        String step = own.isEmpty() ? panel.path("interval").asText("") : own;
        if (!step.isEmpty() && !STEP.matcher(step).matches()) {
            throw place.unreadable("its smallest step '" + step + "' is not of the form 30s or $variable");
        }
        return step.isEmpty() ? null : step;
    }

    private static String text(JsonNode target, JsonNode panel, Place place) {
        String id = target.path("refId").asText("");
        if (target.path("hide").asBoolean()) {
            throw place.unreadable("its query " + id + " is hidden");
        }
        String text = withBraces(target.path("expr").asText(""));
        if (text.isBlank()) {
            throw place.unreadable("its query " + id + " has no 'expr'");
        }
        if (source(target, panel).equals("loki") && OF_PROMETHEUS.matcher(text).find()) {
            throw place.unreadable(
                    "its query " + id + " of Loki uses $__interval or the like, for which Perses has no value."
                            + " Use $__range, or a variable");
        }
        return text;
    }

    /** Perses does not know Grafana's older form of a variable, {@code [[name]]}. */
    private static String withBraces(String text) {
        return OLD_VARIABLE.matcher(text).replaceAll("\\${$1}");
    }

    private static List<Object> some(List<Object> queries, Place place) {
        if (queries.isEmpty()) {
            throw place.unreadable("it has no query");
        }
        return queries;
    }
}
