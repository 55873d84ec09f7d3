package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogLinesTest {

    private static final String ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String OTHER = "ffffffffffffffffffffffffffffffff";

    @TempDir
    Path folder;

    @Test
    void linesOfAllServicesComeByTime() throws IOException {
        log("users", line("2026-01-05T10:00:00.200Z", "users", ID, "second"));
        log(
                "gateway",
                line("2026-01-05T10:00:00.100Z", "gateway", ID, "first"),
                line("2026-01-05T10:00:00.400Z", "gateway", ID, "fourth"));
        log("products", line("2026-01-05T10:00:00.300Z", "products", ID, "third"));
        assertThat(messages()).containsExactly("first", "second", "third", "fourth");
    }

    @Test
    void linesOfOtherTracesAreNotFound() throws IOException {
        log(
                "users",
                line("2026-01-05T10:00:00Z", "users", OTHER, "another request"),
                line("2026-01-05T10:00:01Z", "users", OTHER, "only mentions " + ID),
                line("2026-01-05T10:00:02Z", "users", ID, "ours"));
        assertThat(messages()).containsExactly("ours");
    }

    @Test
    void halfWrittenLineIsIgnored() throws IOException {
        String whole = line("2026-01-05T10:00:00Z", "users", ID, "whole");
        String half = whole.substring(0, whole.length() - 5);
        assertThat(half).contains(ID);
        log("users", whole);
        Files.writeString(folder.resolve("users.log"), half, StandardOpenOption.APPEND);
        assertThat(messages()).containsExactly("whole");
    }

    @Test
    void characterThatIsHalfWrittenHarmsNoOtherLine() throws IOException {
        log("users", line("2026-01-05T10:00:00Z", "users", ID, "whole"));
        byte[] half = ("{\"traceId\":\"" + ID + "\",\"message\":\"ü").getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("users.log"), Arrays.copyOf(half, half.length - 1), StandardOpenOption.APPEND);
        assertThat(messages()).containsExactly("whole");
    }

    @Test
    void timesAreComparedAsTimes() throws IOException {
        log(
                "users",
                line("2026-01-05T10:00:00.12Z", "users", ID, "earlier"),
                line("2026-01-05T10:00:00.121Z", "users", ID, "later"));
        assertThat(messages()).containsExactly("earlier", "later");
    }

    @Test
    void lineThatIsNoJsonIsIgnored() throws IOException {
        log("users", "JVM warning about " + ID, "", line("2026-01-05T10:00:00Z", "users", ID, "ours"));
        assertThat(messages()).containsExactly("ours");
    }

    @Test
    void onlyLogsOfServicesAreRead() throws IOException {
        log("jaeger", line("2026-01-05T10:00:00Z", "jaeger", ID, "not of a service"));
        assertThat(messages()).isEmpty();
    }

    private List<String> messages() throws IOException {
        return LogLines.of(folder, List.of("users", "products", "gateway"), ID).stream()
                .map((JsonNode line) -> line.path("message").asText())
                .toList();
    }

    private void log(String service, String... lines) throws IOException {
        Files.write(folder.resolve(service + ".log"), List.of(lines));
    }

    private static String line(String time, String service, String traceId, String message) {
        String json = """
                {"timestamp":"%s","level":"INFO","traceId":"%s","message":"%s","service":"%s"}""";
        return json.formatted(time, traceId, message, service);
    }
}
