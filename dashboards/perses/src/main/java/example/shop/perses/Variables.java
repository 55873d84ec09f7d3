package example.shop.perses;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** {@code Production : prod} is shown as the first and means the second. */
    private static final Pattern LABELLED = Pattern.compile("(.+?)\\s+:\\s+(.+)", Pattern.DOTALL);

    private static final Pattern USE = Pattern.compile("\\$\\{?([A-Za-z_]\\w*)");

    private final List<Object> converted = new ArrayList<>();
    private final Set<String> ofSeveralValues = new HashSet<>();

    /** @param all {@code templating.list} of a dashboard */
    Variables(JsonNode all, Place file) {
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        Set<String> choosingSources = new HashSet<>();
        for (JsonNode variable : all) {
            String name = variable.path("name").asText("");
            Place place = file.at("variable", name);
            if (!name.matches("[A-Za-z_]\\w*")) {
                throw place.unreadable("its name is not made of letters, digits and '_', with a letter first");
            }
            if (byName.put(name, variable) != null) {
                throw place.unreadable("there are two of this name");
            }
            variable(variable, place).ifPresentOrElse(converted::add, () -> choosingSources.add(name));
            if (variable.path("multi").asBoolean()
                    || variable.path("includeAll").asBoolean()) {
                ofSeveralValues.add(name);
            }
        }
        // They name data sources, which Perses' queries do themselves.
        byName.keySet().removeAll(choosingSources);
        byName.forEach((name, variable) -> checkUses(variable, byName.keySet(), file.at("variable", name)));
    }

    List<Object> converted() {
        return converted;
    }

    /** Names of those that may have more than one value. */
    Set<String> ofSeveralValues() {
        return ofSeveralValues;
    }

    private static void checkUses(JsonNode variable, Set<String> filled, Place place) {
        Matcher use = USE.matcher(variable.path("query").toString());
        while (use.find()) {
            String name = use.group(1);
            if (!name.startsWith("__") && !filled.contains(name)) {
                throw place.unreadable("it uses the variable '" + name + "', which Perses will not have");
            }
        }
    }

    /** The variable; empty for one that chooses a data source, which Perses' queries name. */
    private static Optional<Map<String, Object>> variable(JsonNode variable, Place place) {
        if (!variable.path("regex").asText("").isEmpty()) {
            throw place.unreadable("it has a regular expression over its values");
        }
        return switch (variable.path("type").asText()) {
            case "datasource" -> Optional.empty();
            case "custom", "interval" -> Optional.of(list(variable, choices(variable, place)));
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
            String all = variable.path("allValue").asText("");
            return text(
                    variable,
                    // Loki refuses a selector that may match nothing.
                    all.isEmpty() ? ".+" : all,
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

    private static Map<String, Object> choices(JsonNode variable, Place place) {
        if (variable.path("auto").asBoolean()) {
            throw place.unreadable("it has the choice 'auto'");
        }
        if (variable.path("valuesFormat").asText("csv").equals("json")) {
            throw place.unreadable("its values are in JSON, not separated by commas");
        }
        List<Object> values = new ArrayList<>();
        for (String choice : variable.path("query").asText().split("(?<!\\\\),")) {
            String text = choice.strip().replace("\\,", ",");
            Matcher labelled = LABELLED.matcher(text);
            values.add(labelled.matches() ? Spec.of("label", labelled.group(1), "value", labelled.group(2)) : text);
        }
        return Spec.kind("StaticListVariable", Spec.of("values", values));
    }

    private static Map<String, Object> list(JsonNode variable, Map<String, Object> plugin) {
        boolean hasAll = variable.path("includeAll").asBoolean();
        String allValue = variable.path("allValue").asText("");
        boolean isMulti = variable.path("multi").asBoolean();
        List<String> current = new ArrayList<>();
        JsonNode value = variable.path("current").path("value");
        (value.isArray() ? value : List.of(value)).forEach(one -> current.add(one.asText("")));
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
                        isMulti,
                        "customAllValue",
                        hasAll && !allValue.isEmpty() ? allValue : null,
                        "defaultValue",
                        isMulti && current.size() > 1 ? current : current.isEmpty() ? "" : current.getFirst(),
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
