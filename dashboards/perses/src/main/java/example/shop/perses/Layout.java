package example.shop.perses;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the panels of a dashboard stand. Both have 24 columns. A row of Perses' grid is lower than one of Grafana's, and a low
 * panel loses its legend. A titled row of Grafana begins a grid of Perses.
 */
final class Layout {

    private static final int COLUMNS = 24;

    /** 38 pixels for 30. */
    private static final double ROWS = 1.25;

    private final Panels panels;
    private final Place place;
    private final Map<String, Object> converted = new LinkedHashMap<>();
    private final List<Object> grids = new ArrayList<>();
    private int below;

    Layout(Panels panels, JsonNode all, Place place) {
        this.panels = panels;
        this.place = place;
        JsonNode row = null;
        boolean isOpen = true;
        int top = 0;
        List<Object> items = new ArrayList<>();
        for (JsonNode panel : inOrder(all)) {
            if (!panel.path("type").asText().equals("row")) {
                items.add(item(panel, top));
                continue;
            }
            addGrid(row, isOpen, items);
            items = new ArrayList<>();
            row = panel;
            isOpen = !panel.path("collapsed").asBoolean();
            top = panel.path("gridPos").path("y").asInt() + 1;
            // A closed row holds its panels, whose places date from when it was open; those of an open one follow it.
            List<JsonNode> insides = inOrder(panel.path("panels"));
            if (!insides.isEmpty()) {
                top = insides.getFirst().path("gridPos").path("y").asInt();
            }
            for (JsonNode inside : insides) {
                items.add(item(inside, top));
            }
        }
        addGrid(row, isOpen, items);
    }

    /** The panels by the keys that the grids name. */
    Map<String, Object> panels() {
        return converted;
    }

    List<Object> grids() {
        return grids;
    }

    /** As Grafana reads them: from above, and from the left. */
    private List<JsonNode> inOrder(JsonNode all) {
        List<JsonNode> ordered = new ArrayList<>();
        for (JsonNode panel : all) {
            if (!panel.isObject()) {
                throw place.unreadable("one of its panels is no object");
            }
            ordered.add(panel);
        }
        ordered.sort(Comparator.<JsonNode>comparingInt(
                        panel -> panel.path("gridPos").path("y").asInt())
                .thenComparingInt(panel -> panel.path("gridPos").path("x").asInt()));
        return ordered;
    }

    private void addGrid(JsonNode row, boolean isOpen, List<Object> items) {
        below = 0;
        if (items.isEmpty()) {
            return;
        }
        if (row == null) {
            grids.add(Spec.kind("Grid", Spec.of("items", items)));
            return;
        }
        String repeated = row.path("repeat").asText("");
        grids.add(Spec.kind(
                "Grid",
                Spec.of(
                        "display",
                        Spec.of("title", row.path("title").asText(""), "collapse", Spec.of("open", isOpen)),
                        "items",
                        items,
                        "repeatVariable",
                        repeated.isEmpty() ? null : repeated)));
    }

    private Map<String, Object> item(JsonNode panel, int top) {
        String key = String.valueOf(converted.size());
        converted.put(key, panels.panel(panel));
        JsonNode position = panel.path("gridPos");
        // Without a place it stands below the others.
        int x = position.path("x").asInt();
        int y = position.path("y").asInt(top + below);
        int width = position.path("w").asInt(COLUMNS / 2);
        int height = position.path("h").asInt(8);
        if (x < 0 || width < 1 || height < 1 || x + width > COLUMNS) {
            throw place.at("panel", panel.path("title").asText("without a title"))
                    .unreadable("its place " + position + " is not within " + COLUMNS + " columns");
        }
        int begin = Math.max(0, y - top);
        below = Math.max(below, begin + height);
        long end = Math.round((begin + height) * ROWS);
        return Spec.of(
                "x",
                x,
                "y",
                Math.round(begin * ROWS),
                "width",
                width,
                "height",
                end - Math.round(begin * ROWS),
                "content",
                Spec.of("$ref", "#/spec/panels/" + key));
    }
}
