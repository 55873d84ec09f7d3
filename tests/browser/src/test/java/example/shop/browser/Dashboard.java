package example.shop.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The panels that a file of {@code dashboards/} defines.
 *
 * @param uid the file's name without its extension, also Grafana's uid
 * @param panels in file order, including those of collapsed rows
 * @param height pixels that all panels need, one below the other
 */
record Dashboard(String uid, List<Panel> panels, int height) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A grid cell and the gap below it: Grafana's GRID_CELL_HEIGHT and GRID_CELL_VMARGIN. */
    private static final int PIXELS_PER_ROW = 30 + 8;

    /**
     * What a panel shows whatever its data are.
     *
     * @param unit in Grafana's words, such as {@code reqps}; {@code none} by default
     * @param hasTexts whether it shows texts instead of some values
     * @param noValue its text without data; empty for Grafana's default
     */
    record Panel(String title, String unit, boolean hasTexts, String noValue) {}

    /** Every dashboard in {@code folder}, by name. */
    static List<Dashboard> in(Path folder) throws IOException {
        List<Dashboard> dashboards = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                dashboards.add(read(file));
            }
        }
        return dashboards;
    }

    static Dashboard read(Path file) throws IOException {
        JsonNode json = JSON.readTree(Files.readString(file));
        List<Panel> panels = new ArrayList<>();
        int rows = 0;
        for (JsonNode top : json.path("panels")) {
            JsonNode place = top.path("gridPos");
            rows = Math.max(rows, place.path("y").asInt() + place.path("h").asInt());
            if (!top.path("type").asText().equals("row")) {
                panels.add(panel(top));
            }
            // A collapsed row contains its panels and does not show them.
            top.path("panels").forEach(inner -> panels.add(panel(inner)));
        }
        return new Dashboard(file.getFileName().toString().replaceFirst("\\.json$", ""), panels, rows * PIXELS_PER_ROW);
    }

    @Override
    public String toString() {
        return uid;
    }

    private static Panel panel(JsonNode json) {
        return new Panel(
                json.path("title").asText(),
                json.at("/fieldConfig/defaults/unit").asText("none"),
                !json.at("/fieldConfig/defaults/mappings").isEmpty(),
                json.at("/fieldConfig/defaults/noValue").asText(""));
    }
}
