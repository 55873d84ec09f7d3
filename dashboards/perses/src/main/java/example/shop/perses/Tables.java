package example.shop.perses;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
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
            String id = transformation.path("id").asText();
            if (!id.equals("organize")) {
                throw place.unreadable("its transformation '" + id + "' is not 'organize'");
            }
            columns.addAll(columns(panel, transformation.path("options"), defaults, place));
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
            boolean isValue = name.getKey().matches("Value( #[A-Z])?");
            String header = name.getValue().asText();
            columns.add(Spec.of(
                    "name", isValue ? "value" : name.getKey(),
                    "header", header,
                    "format", isValue ? Units.format(defaults, place) : null,
                    "align", isValue ? "right" : null,
                    "enableSorting", true,
                    "sort", header.equals(sorted) ? (descends ? "desc" : "asc") : null));
        }
        Iterator<String> excluded = organize.path("excludeByName").fieldNames();
        while (excluded.hasNext()) {
            String name = excluded.next();
            if (!name.equals("Time")) {
                columns.add(Spec.of("name", name, "hide", true));
            }
        }
        return columns;
    }
}
