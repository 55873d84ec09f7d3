package example.shop.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The data sources that Grafana is provisioned with. */
final class DataSources {

    private static final Path FILE =
            Path.of("..", "..", "infra", "grafana", "provisioning", "datasources", "datasources.yaml");

    private DataSources() {}

    static List<JsonNode> all() {
        try {
            return new YAMLMapper()
                    // The file writes a literal dollar twice.
                    .readTree(Files.readString(FILE).replace("$$", "$"))
                    .path("datasources")
                    .valueStream()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    static JsonNode named(String uid) {
        return all().stream()
                .filter(source -> source.path("uid").asText().equals(uid))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no data source " + uid));
    }
}
