package example.shop.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The services' JSON log lines, found by trace id. */
final class LogLines {

    private static final ObjectMapper JSON = new ObjectMapper();

    private LogLines() {}

    /**
     * The lines of one trace, by time.
     *
     * @param folder with one {@code <service>.log} for each of {@code services}
     * @param traceId 32 hexadecimal digits
     */
    static List<JsonNode> of(Path folder, List<String> services, String traceId) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        for (String service : services) {
            Path log = folder.resolve(service + ".log");
            if (Files.exists(log)) {
                try (BufferedReader lines = reader(log)) {
                    lines.lines().filter(line -> line.contains(traceId)).forEach(line -> addIfOf(found, line, traceId));
                }
            }
        }
        found.sort(Comparator.comparing(LogLines::time));
        return found;
    }

    /** Not as in Files, which fails on a character that a service has only half written. */
    private static BufferedReader reader(Path log) throws IOException {
        return new BufferedReader(new InputStreamReader(Files.newInputStream(log), StandardCharsets.UTF_8));
    }

    /** As a time and not as text: a fraction that ends in zeros is shorter. */
    private static Instant time(JsonNode line) {
        return OffsetDateTime.parse(line.path("timestamp").asText()).toInstant();
    }

    private static void addIfOf(List<JsonNode> found, String line, String traceId) {
        try {
            JsonNode json = JSON.readTree(line);
            if (json.path("traceId").asText().equals(traceId)) {
                found.add(json);
            }
        } catch (JsonProcessingException halfWritten) {
            // The service is writing this line now; the next read finds it whole.
        }
    }
}
