package example.shop.perses;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Tables of numbers. */
final class Tables {

    private Tables() {}

    /** Columns in the order, and with the names, that the transformation 'organize' gives them. */
    static Map<String, Object> table(JsonNode panel, JsonNode defaults, Place place) {
        List<Object> columns = new ArrayList<>();
        columns.add(Spec.of("name", "timestamp", "hide", true));
        for (JsonNode transformation : panel.path("transformations")) {
            if (transformation.path("disabled").asBoolean()) {
                continue;
            }
            String id = transformation.path("id").asText();
            if (!id.equals("organize")) {
                throw place.unreadable("its transformation '" + id + "' is not 'organize'");
            }
            columns.addAll(columns(panel, transformation.path("options"), defaults, place));
        }
        if (columns.stream()
                .noneMatch(column -> ((Map<?, ?>) column).get("name").equals("value"))) {
            columns.add(Spec.of("name", "value", "format", Units.format(defaults, place), "align", "right"));
        }
        return Spec.kind("Table", Spec.of("density", "compact", "columnSettings", columns));
    }

    private static List<Object> columns(JsonNode panel, JsonNode organize, JsonNode defaults, Place place) {
        String sorted =
                panel.path("options").path("sortBy").path(0).path("displayName").asText();
        boolean descends =
                panel.path("options").path("sortBy").path(0).path("desc").asBoolean();
        List<Map.Entry<String, JsonNode>> names = new ArrayList<>();
        organize.path("renameByName").fields().forEachRemaining(names::add);
        names.sort(Comparator.comparingInt(
                name -> organize.path("indexByName").path(name.getKey()).asInt(Integer.MAX_VALUE)));
        List<Object> columns = new ArrayList<>();
        for (Map.Entry<String, JsonNode> name : names) {
            boolean isValue = isValue(name.getKey());
            String header = name.getValue().asText();
            columns.add(Spec.of(
                    "name", isValue ? "value" : name.getKey(),
                    "header", header,
                    "format", isValue ? Units.format(defaults, place) : null,
                    "align", isValue ? "right" : null,
                    "enableSorting", true,
                    "sort", header.equals(sorted) ? (descends ? "desc" : "asc") : null));
        }
        for (Map.Entry<String, JsonNode> excluded :
                organize.path("excludeByName").properties()) {
            if (excluded.getValue().asBoolean() && !excluded.getKey().equals("Time")) {
                columns.add(Spec.of("name", isValue(excluded.getKey()) ? "value" : excluded.getKey(), "hide", true));
            }
        }
        return columns;
    }

    private static boolean isValue(String column) {
        return column.matches("Value( #\\w+)?");
    }
}
