package example.shop.perses;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Panels of Grafana as panels of Perses. */
final class Panels {

    /** Where Perses has the dashboards. */
    private static final String HERE = "/projects/" + Converter.PROJECT + "/dashboards/";

    private static final Map<String, String> CALCULATIONS = Map.of(
            "lastNotNull", "last-number",
            "last", "last",
            "firstNotNull", "first-number",
            "first", "first",
            "mean", "mean",
            "sum", "sum",
            "min", "min",
            "max", "max");

    private final Pages pages;
    private final Set<String> ofSeveralValues;
    private final Place file;

    /** @param ofSeveralValues names of the variables that may have more than one value */
    Panels(Pages pages, Set<String> ofSeveralValues, Place file) {
        this.pages = pages;
        this.ofSeveralValues = ofSeveralValues;
        this.file = file;
    }

    /** A panel; one without an equivalent becomes a text that says so, and leads to a page that answers the same question. */
    Map<String, Object> panel(JsonNode panel) {
        Place place = file.at("panel", panel.path("title").asText("without a title"));
        Limits.check(panel, place);
        JsonNode defaults = panel.path("fieldConfig").path("defaults");
        Shown shown = shown(panel, defaults, place);
        // Perses asks for a name.
        String title = panel.path("title").asText("");
        Map<String, Object> display =
                Spec.of("name", title.isBlank() ? " " : title, "description", description(panel, defaults));
        return Spec.kind(
                "Panel",
                Spec.of(
                        "display", display,
                        "plugin", shown.plugin(),
                        "queries", shown.queries(),
                        "links", links(panel, defaults)));
    }

    private record Shown(Map<String, Object> plugin, List<Object> queries) {}

    private Shown shown(JsonNode panel, JsonNode defaults, Place place) {
        String type = panel.path("type").asText();
        if (Queries.source(panel).equals("jaeger")) {
            return Queries.isOfCalls(panel, place)
                    ? instead("Perses has no panel for a call graph.", "The call graph", pages.callGraph())
                    : instead(
                            "Perses has no panel for traces of Jaeger.",
                            "The traces",
                            pages.search(panel.path("targets").path(0), place));
        }
        return switch (type) {
            case "timeseries" -> new Shown(timeSeries(panel, defaults, place), Queries.ofSeries(panel, place));
            case "stat" -> new Shown(stat(panel, defaults, place), Queries.ofSeries(panel, place));
            case "barchart" -> new Shown(bars(defaults, place), Queries.ofSeries(panel, place));
            case "logs" -> lines(panel, place);
            case "table" -> tableOrLines(panel, defaults, place);
            case "text" ->
                new Shown(
                        Spec.kind(
                                "Markdown",
                                Spec.of(
                                        "text",
                                        panel.path("options")
                                                .path("content")
                                                .asText(panel.path("content").asText(" ")))),
                        List.of());
            case "heatmap" ->
                insteadOfQuery(panel, "Perses draws heatmaps of native histograms only; this one has buckets.", place);
            default ->
                insteadOfQuery(panel, "Perses has no panel like `" + type.replaceAll("[^\\w-]", " ") + "`.", place);
        };
    }

    private static Shown tableOrLines(JsonNode panel, JsonNode defaults, Place place) {
        boolean isLoki = Queries.source(panel).equals("loki");
        if (isLoki && Queries.selectsLines(panel)) {
            return lines(panel, place);
        }
        Queries.requireOne(panel, place);
        // Perses asks Loki for ranges only, and a table shows the first value of one.
        return new Shown(
                isLoki ? valuesNow(defaults, place) : Tables.table(panel, defaults, place),
                Queries.ofSeries(panel, place));
    }

    private static Map<String, Object> valuesNow(JsonNode defaults, Place place) {
        return Spec.kind(
                "TimeSeriesChart",
                Spec.of(
                        "legend",
                        Spec.of("position", "right", "mode", "table", "values", List.of("last-number")),
                        "yAxis",
                        Spec.of("format", Units.format(defaults, place))));
    }

    private static Map<String, Object> timeSeries(JsonNode panel, JsonNode defaults, Place place) {
        JsonNode custom = defaults.path("custom");
        JsonNode legend = panel.path("options").path("legend");
        List<Object> values = new ArrayList<>();
        for (JsonNode calculation : legend.path("calcs")) {
            values.add(calculation(calculation.asText(), place));
        }
        String mode = custom.path("thresholdsStyle").path("mode").asText("off");
        boolean isStacked = custom.path("stacking").path("mode").asText("none").equals("normal");
        String axis = Units.axis(defaults);
        Map<String, Object> visual = Spec.of(
                "display", custom.path("drawStyle").asText("line").equals("bars") ? "bar" : "line",
                "lineWidth", Math.clamp(custom.path("lineWidth").asDouble(1), 0.25, 3),
                "areaOpacity", Math.clamp(custom.path("fillOpacity").asDouble(0) / 100, 0, 1),
                "connectNulls", custom.path("spanNulls").asBoolean(false),
                "stack", isStacked ? "all" : null);
        return Spec.kind(
                "TimeSeriesChart",
                Spec.of(
                        "legend",
                        legend.path("showLegend").asBoolean(true)
                                ? Spec.of(
                                        "position",
                                        legend.path("placement")
                                                        .asText("bottom")
                                                        .equals("right")
                                                ? "right"
                                                : "bottom",
                                        "mode",
                                        legend.path("displayMode")
                                                        .asText("list")
                                                        .equals("table")
                                                ? "table"
                                                : "list",
                                        // Else a low panel loses its legend to the drawing.
                                        "size",
                                        "small",
                                        "values",
                                        values)
                                : null,
                        "yAxis",
                        Spec.of(
                                "label",
                                axis.isEmpty() ? null : axis,
                                "format",
                                Units.format(defaults, place),
                                "min",
                                Spec.number(defaults, "min"),
                                // Perses refuses a maximum without a minimum.
                                "max",
                                isRange(defaults) ? Spec.number(defaults, "max") : null),
                        "thresholds",
                        mode.equals("off") ? null : Colours.thresholds(defaults, place),
                        "visual",
                        visual));
    }

    private static Map<String, Object> stat(JsonNode panel, JsonNode defaults, Place place) {
        JsonNode options = panel.path("options");
        String calculation = options.path("reduceOptions").path("calcs").path(0).asText("lastNotNull");
        boolean hasGraph = options.path("graphMode").asText("none").equals("area");
        return Spec.kind(
                "StatChart",
                Spec.of(
                        "calculation", calculation(calculation, place),
                        "format", Units.format(defaults, place),
                        "thresholds", Colours.thresholds(defaults, place),
                        "sparkline", hasGraph ? Spec.of("width", 1) : null,
                        "mappings", Mappings.of(defaults, place)));
    }

    private static Map<String, Object> bars(JsonNode defaults, Place place) {
        return Spec.kind(
                "BarChart",
                Spec.of(
                        "calculation",
                        "last",
                        "format",
                        Units.format(defaults, place),
                        "sort",
                        "desc",
                        "mode",
                        "value"));
    }

    private static Shown lines(JsonNode panel, Place place) {
        Queries.requireOne(panel, place);
        boolean wraps = panel.path("options").path("wrapLogMessage").asBoolean(true);
        return new Shown(
                Spec.kind("LogsTable", Spec.of("time", true, "wrap", wraps, "enableDetails", true)),
                Queries.ofLines(panel, place));
    }

    /** Loses no query: Prometheus' page shows it, or the text does. */
    private Shown insteadOfQuery(JsonNode panel, String why, Place place) {
        List<String> queries = Queries.texts(panel, place);
        if (queries.isEmpty()) {
            return new Shown(Spec.kind("Markdown", Spec.of("text", why)), List.of());
        }
        if (Queries.source(panel).equals("prometheus")) {
            return instead(why, "Its query", pages.graph(queries, ofSeveralValues));
        }
        String text = why + " Its query:\n\n    " + String.join("\n\n", queries).replace("\n", "\n    ");
        return new Shown(Spec.kind("Markdown", Spec.of("text", text)), List.of());
    }

    private static Shown instead(String why, String what, String address) {
        String text = why + "\n\n[" + what + "](<" + address + ">)";
        return new Shown(Spec.kind("Markdown", Spec.of("text", text)), List.of());
    }

    private static List<Object> links(JsonNode panel, JsonNode defaults) {
        List<Object> links = new ArrayList<>();
        for (JsonNode source : List.of(panel.path("links"), defaults.path("links"))) {
            for (JsonNode link : source) {
                String url = link.path("url").asText("").replaceFirst("^/d/([^/?]+)(/[^?]*)?", HERE + "$1");
                // Perses knows neither the point that was clicked nor Grafana's own variables.
                if (!url.isBlank() && !url.contains("${__")) {
                    links.add(Spec.of(
                            "name", link.path("title").asText(""),
                            "url", url,
                            "targetBlank", link.path("targetBlank").asBoolean()));
                }
            }
        }
        return links;
    }

    private static boolean isRange(JsonNode defaults) {
        return defaults.path("min").isNumber()
                && defaults.path("max").isNumber()
                && defaults.path("max").asDouble() >= defaults.path("min").asDouble();
    }

    /** Perses has no text of one's own for an empty panel. */
    private static String description(JsonNode panel, JsonNode defaults) {
        String description = panel.path("description").asText("");
        String empty = defaults.path("noValue").asText("");
        return empty.isEmpty() ? description : (description + " Empty means: " + empty + ".").strip();
    }

    private static String calculation(String name, Place place) {
        if (!CALCULATIONS.containsKey(name)) {
            throw place.unreadable("its calculation '" + name + "' is not one of "
                    + CALCULATIONS.keySet().stream().sorted().toList());
        }
        return CALCULATIONS.get(name);
    }
}
