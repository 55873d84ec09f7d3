package example.shop.perses;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Variables of Grafana as variables of Perses. */
final class Variables {

    private static final Pattern LABEL_VALUES =
            Pattern.compile("label_values\\(\\s*(?:(?<selector>.+?)\\s*,\\s*)?(?<label>\\w+)\\s*\\)", Pattern.DOTALL);

    private static final Map<Integer, String> SORTS = Map.of(
            1, "alphabetical-asc",
            2, "alphabetical-desc",
            3, "numerical-asc",
            4, "numerical-desc",
            5, "alphabetical-ci-asc",
            6, "alphabetical-ci-desc");

    private Variables() {}

    /** The variable; empty for one that chooses a data source, which Perses' queries name. */
    static Optional<Map<String, Object>> variable(JsonNode variable, Place file) {
        String name = variable.path("name").asText();
        Place place = file.at("variable", name);
        if (!variable.path("regex").asText("").isEmpty()) {
            throw place.unreadable("it has a regular expression over its values");
        }
        return switch (variable.path("type").asText()) {
            case "datasource" -> Optional.empty();
            case "custom", "interval" -> Optional.of(list(variable, choices(variable)));
            case "textbox", "constant" ->
                Optional.of(text(variable, variable.path("query").asText(""), ""));
            case "query" -> Optional.of(query(variable, place));
            default ->
                throw place.unreadable("its type '" + variable.path("type").asText()
                        + "' is not datasource, custom, interval, textbox, constant or query");
        };
    }

    private static Map<String, Object> query(JsonNode variable, Place place) {
        String source = variable.path("datasource").path("type").asText();
        if (source.equals("loki")) {
            return text(
                    variable,
                    variable.path("allValue").asText(".*"),
                    " A regular expression: Perses cannot list what Loki has.");
        }
        String definition = variable.path("query")
                .path("query")
                .asText(variable.path("query").asText(""));
        Matcher matcher = LABEL_VALUES.matcher(definition);
        if (!source.equals("prometheus") || !matcher.matches()) {
            throw place.unreadable("its query '" + definition + "' of " + source
                    + " is not label_values(selector, label) of prometheus or loki");
        }
        String selector = matcher.group("selector");
        return list(
                variable,
                Spec.kind(
                        "PrometheusLabelValuesVariable",
                        Spec.of(
                                "datasource",
                                Queries.PROMETHEUS,
                                "labelName",
                                matcher.group("label"),
                                "matchers",
                                selector == null ? null : List.of(selector))));
    }

    private static Map<String, Object> choices(JsonNode variable) {
        List<Object> values = new ArrayList<>();
        for (String choice : variable.path("query").asText().split(",")) {
            values.add(choice.strip());
        }
        return Spec.kind("StaticListVariable", Spec.of("values", values));
    }

    private static Map<String, Object> list(JsonNode variable, Map<String, Object> plugin) {
        boolean hasAll = variable.path("includeAll").asBoolean();
        String allValue = variable.path("allValue").asText("");
        JsonNode current = variable.path("current").path("value");
        return Spec.kind(
                "ListVariable",
                Spec.of(
                        "name",
                        variable.path("name").asText(),
                        "display",
                        display(variable, ""),
                        "allowAllValue",
                        hasAll,
                        "allowMultiple",
                        variable.path("multi").asBoolean(),
                        "customAllValue",
                        hasAll && !allValue.isEmpty() ? allValue : null,
                        "defaultValue",
                        current.size() == 1
                                ? current.path(0).asText()
                                : current.isArray() ? current : current.asText(""),
                        "sort",
                        SORTS.get(variable.path("sort").asInt()),
                        "plugin",
                        plugin));
    }

    private static Map<String, Object> text(JsonNode variable, String value, String note) {
        return Spec.kind(
                "TextVariable",
                Spec.of("name", variable.path("name").asText(), "display", display(variable, note), "value", value));
    }

    private static Map<String, Object> display(JsonNode variable, String note) {
        return Spec.of(
                "name", variable.path("label").asText(variable.path("name").asText()),
                "description", (variable.path("description").asText("") + note).strip(),
                "hidden", variable.path("hide").asInt() == 2 ? true : null);
    }
}
