package example.shop.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Previews of a dashboard: the current results of its queries, drawn plainly. They show data, not Grafana, and so explain
 * a panel without a running Grafana.
 */
final class Gallery {

    private static final Duration RANGE = Duration.ofMinutes(15);
    private static final int ROWS = 10;
    private static final int LINE = 160;

    private final Dashboard dashboard;
    private final Path folder;

    /** @param folder where its page and its drawings are written */
    Gallery(Dashboard dashboard, Path folder) {
        this.dashboard = dashboard;
        this.folder = folder;
    }

    /** Writes {@code <uid>.md} and a drawing for each chart. */
    void write() throws IOException {
        StringBuilder page =
                new StringBuilder("# " + dashboard.json().path("title").asText() + "\n\n"
                        + dashboard.json().path("description").asText() + "\n\n"
                        + "Previews of what the queries found in a test, not screenshots.\n");
        for (Panel panel : dashboard.panels()) {
            page.append("\n## ").append(panel.title()).append("\n\n");
            page.append(panel.json().path("description").asText()).append("\n\n");
            page.append(preview(panel)).append('\n');
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(dashboard.name() + ".md"), page.toString());
    }

    private String preview(Panel panel) throws IOException {
        if (!Stores.isDeployed(panel.targets().getFirst())) {
            return "No preview: the previews are of the lab, which has no nginx.\n";
        }
        return switch (panel.type()) {
            case "timeseries" -> drawing(panel, Chart.lines(panel, found(panel)));
            case "heatmap" -> drawing(panel, Chart.heatmap(panel, found(panel)));
            case "barchart" ->
                drawing(
                        panel,
                        Chart.bars(
                                panel,
                                panel.json().path("options").path("xField").asText(),
                                found(panel)));
            case "stat" ->
                table(
                        panel,
                        found(panel).stream()
                                .map(one -> List.of(one.legend(), number(one.last())))
                                .toList());
            case "logs" -> lines(panel);
            case "nodeGraph" -> graph(panel);
            default ->
                switch (panel.targets().getFirst().source()) {
                    case "jaeger" -> traces(panel);
                    case "loki" -> panel.targets().getFirst().isInstant() ? rows(panel) : lines(panel);
                    default -> rows(panel);
                };
        };
    }

    private String drawing(Panel panel, String svg) throws IOException {
        String name = dashboard.name() + "-" + panel.json().path("id").asInt() + ".svg";
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name), svg);
        return "![" + panel.title() + "](" + name + ")\n";
    }

    private List<Found> found(Panel panel) throws IOException {
        List<Found> found = new ArrayList<>();
        for (Target target : panel.targets()) {
            ask(target).forEach(series -> found.add(Found.of(target, series)));
        }
        return found;
    }

    /** @throws AssertionError where there is nothing to draw */
    private List<JsonNode> ask(Target target) {
        return Stores.await(target, Variables.of(dashboard), RANGE);
    }

    private String rows(Panel panel) throws IOException {
        List<Found> found = found(panel);
        return table(
                panel,
                found.stream()
                        .sorted(Comparator.comparingDouble(Found::last).reversed())
                        .limit(ROWS)
                        .map(one -> {
                            List<String> row = new ArrayList<>(one.labels().values());
                            row.add(number(one.last()));
                            return row;
                        })
                        .toList());
    }

    private String traces(Panel panel) throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (Target target : panel.targets()) {
            for (JsonNode trace : ask(target)) {
                JsonNode first = trace.path("spans")
                        .valueStream()
                        .min(Comparator.comparingLong(
                                span -> span.path("startTime").asLong()))
                        .orElseThrow();
                rows.put(
                        trace.path("traceID").asText(),
                        List.of(
                                trace.path("traceID").asText(),
                                first.path("operationName").asText(),
                                first.path("duration").asText()));
            }
        }
        return table(panel, rows.values().stream().limit(ROWS).toList());
    }

    private String lines(Panel panel) throws IOException {
        return ask(panel.targets().getFirst()).stream()
                .flatMap(stream -> stream.path("values")
                        .valueStream()
                        .map(value -> stream.path("stream").path("trace_id").asText("-") + " "
                                + value.path(1).asText()))
                .limit(ROWS)
                .map(line -> line.length() > LINE ? line.substring(0, LINE) + "…" : line)
                .collect(Collectors.joining("\n", "```\n", "\n```\n"));
    }

    private String graph(Panel panel) throws IOException {
        return ask(panel.targets().getFirst()).stream()
                .map(edge -> "  " + edge.path("parent").asText() + " -- "
                        + edge.path("callCount").asLong() + " --> "
                        + edge.path("child").asText())
                .collect(Collectors.joining("\n", "```mermaid\ngraph LR\n", "\n```\n"));
    }

    private static String table(Panel panel, List<List<String>> rows) {
        int width = rows.stream().mapToInt(List::size).max().orElse(1);
        return "| ".repeat(width) + "|\n" + "|---".repeat(width) + "|\n"
                + rows.stream()
                        .map(row -> "| " + String.join(" | ", row) + " |\n")
                        .collect(Collectors.joining())
                + "\nUnit: " + panel.unit() + "\n";
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format("%.4g", value);
    }
}
