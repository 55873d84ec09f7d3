package example.shop.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A dashboard, as in its file. */
record Dashboard(String name, JsonNode json) {

    static final Path FOLDER = Path.of("..", "..", "dashboards");

    static final ObjectMapper JSON = new ObjectMapper();

    /** Every dashboard, by the name of its file without {@code .json}. */
    static List<Dashboard> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Dashboard::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Dashboard named(String name) {
        return read(FOLDER.resolve(name + ".json"));
    }

    List<Panel> panels() {
        return json.path("panels")
                .valueStream()
                .map(panel -> new Panel(name, panel))
                .toList();
    }

    List<JsonNode> variables() {
        return json.path("templating").path("list").valueStream().toList();
    }

    Optional<JsonNode> variable(String variable) {
        return variables().stream()
                .filter(candidate -> candidate.path("name").asText().equals(variable))
                .findFirst();
    }

    List<JsonNode> annotations() {
        return json.path("annotations").path("list").valueStream().toList();
    }

    /** Its time range on opening: {@code now-1h} is an hour. */
    Duration range() {
        String from = json.path("time").path("from").asText();
        return Duration.parse("PT" + from.replace("now-", "").toUpperCase());
    }

    @Override
    public String toString() {
        return name;
    }

    private static Dashboard read(Path file) {
        try {
            return new Dashboard(
                    file.getFileName().toString().replace(".json", ""), JSON.readTree(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
