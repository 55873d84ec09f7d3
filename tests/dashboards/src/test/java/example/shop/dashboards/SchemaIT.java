package example.shop.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each dashboard matches Grafana's published schema: no unknown field, no missing required field. */
@Tag("schema")
class SchemaIT {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("example.shop.dashboards.Dashboard#all")
    void dashboardMatchesTheSchema(Dashboard dashboard) throws Exception {
        assertThat(said(Dashboard.FOLDER.resolve(dashboard.name() + ".json"))).isEmpty();
    }

    @Test
    void unknownFieldIsRefused() throws Exception {
        assertThat(said(changed(panel -> panel.put("gridpos", 1)))).contains("unexpected field 'gridpos'");
    }

    @Test
    void unknownPanelTypeIsRefused() throws Exception {
        assertThat(said(changed(panel -> panel.put("type", "timeserie")))).contains("timeserie");
    }

    @Test
    void missingFieldIsRefused() throws Exception {
        assertThat(said(changed(panel -> ((ObjectNode) panel.path("options")).remove("xTickLabelMaxLength"))))
                .contains("xTickLabelMaxLength: required field is missing");
    }

    /** A dashboard's file with a changed bar chart. */
    private Path changed(Consumer<ObjectNode> change) throws IOException {
        JsonNode copy = Dashboard.named("application-overview").json().deepCopy();
        copy.path("panels")
                .valueStream()
                .filter(panel -> panel.path("type").asText().equals("barchart"))
                .forEach(panel -> change.accept((ObjectNode) panel));
        return Files.writeString(folder.resolve("changed.json"), copy.toString());
    }

    /** The output of {@code dashboard-schema} for a file; empty where the file is valid. */
    private static String said(Path file) throws IOException, InterruptedException {
        String program = Optional.ofNullable(System.getenv("SCHEMA"))
                .orElseThrow(() -> new AssertionError("SCHEMA must be the path of 'lab tool dashboard-schema'"));
        Process process = new ProcessBuilder(program, file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor() == 0).as(output).isEqualTo(output.isEmpty());
        return output;
    }
}
