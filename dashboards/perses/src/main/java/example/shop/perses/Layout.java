package example.shop.perses;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the panels of a dashboard stand. Both have 24 columns. A row of Perses' grid is lower than one of Grafana's, and a low
 * panel loses its legend. A titled row of Grafana begins a grid of Perses.
 */
final class Layout {

    /** 38 pixels for 30. */
    private static final double ROWS = 1.25;

    private final Panels panels;
    private final Map<String, Object> converted = new LinkedHashMap<>();
    private final List<Object> grids = new ArrayList<>();

    Layout(Panels panels, JsonNode all) {
        this.panels = panels;
        String title = null;
        boolean isOpen = true;
        int top = 0;
        List<Object> items = new ArrayList<>();
        for (JsonNode panel : all) {
            if (!panel.path("type").asText().equals("row")) {
                items.add(item(panel, top));
                continue;
            }
            addGrid(title, isOpen, items);
            items = new ArrayList<>();
            title = panel.path("title").asText("");
            isOpen = !panel.path("collapsed").asBoolean();
            top = panel.path("gridPos").path("y").asInt() + 1;
            // A closed row holds its panels; those of an open one follow it.
            for (JsonNode inside : panel.path("panels")) {
                items.add(item(inside, top));
            }
        }
        addGrid(title, isOpen, items);
    }

    /** The panels by the keys that the grids name. */
    Map<String, Object> panels() {
        return converted;
    }

    List<Object> grids() {
        return grids;
    }

    private void addGrid(String title, boolean isOpen, List<Object> items) {
        if (!items.isEmpty()) {
            Map<String, Object> display =
                    title == null ? null : Spec.of("title", title, "collapse", Spec.of("open", isOpen));
            grids.add(Spec.kind("Grid", Spec.of("display", display, "items", items)));
        }
    }

    private Map<String, Object> item(JsonNode panel, int top) {
        String key = String.valueOf(converted.size());
        converted.put(key, panels.panel(panel));
        JsonNode position = panel.path("gridPos");
        int begin = Math.max(0, position.path("y").asInt() - top);
        long end = Math.round((begin + position.path("h").asInt(8)) * ROWS);
        return Spec.of(
                "x", position.path("x").asInt(),
                "y", Math.round(begin * ROWS),
                "width", position.path("w").asInt(12),
                "height", end - Math.round(begin * ROWS),
                "content", Spec.of("$ref", "#/spec/panels/" + key));
    }
}
