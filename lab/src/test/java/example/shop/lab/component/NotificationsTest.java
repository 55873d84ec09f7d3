package example.shop.lab.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import example.shop.signals.Http;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class NotificationsTest {

    private static final String TWO_ALERTS = """
            {"receiver": "webhook", "status": "firing", "alerts": [
              {"status": "firing", "labels": {"alertname": "A", "service": "users"},
               "annotations": {"summary": "It\\nburns"}, "startsAt": "2026-01-01T00:00:00Z"},
              {"status": "resolved", "labels": {"alertname": "B"}, "annotations": {}}]}""";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = new Notifications(new PrintStream(written, true, StandardCharsets.UTF_8)).listen(0);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void everyAlertIsOneJsonLine() throws IOException {
        assertThat(post(TWO_ALERTS)).isEqualTo(200);
        String[] lines = written.toString(StandardCharsets.UTF_8).split("\n");
        assertThat(lines).hasSize(2);
        JsonNode first = new ObjectMapper().readTree(lines[0]);
        assertThat(first.path("receiver").asText()).isEqualTo("webhook");
        assertThat(first.path("status").asText()).isEqualTo("firing");
        assertThat(first.path("alertname").asText()).isEqualTo("A");
        assertThat(first.path("service").asText()).isEqualTo("users");
        assertThat(first.path("summary").asText()).isEqualTo("It\nburns");
        assertThat(lines[1]).contains("\"resolved\"", "\"B\"");
    }

    /** A page may post text anywhere, and a browser says whose page it is. */
    @Test
    void pageCannotForgeALine() throws IOException {
        HttpRequest.Builder forged = HttpRequest.newBuilder(address())
                .header("Origin", "http://evil.example")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(TWO_ALERTS));
        assertThat(Http.send(forged).statusCode()).isEqualTo(403);
        assertThat(written.size()).isZero();
    }

    @Test
    void labelCannotPassForWhatTheNotificationSays() throws IOException {
        post("""
                {"receiver": "webhook", "alerts": [{"status": "firing", "annotations": {},
                  "labels": {"status": "resolved", "receiver": "nobody", "timestamp": "never"}}]}""");
        assertThat(written.toString(StandardCharsets.UTF_8))
                .contains("\"status\":\"firing\"", "\"receiver\":\"webhook\"")
                .doesNotContain("never");
    }

    @Test
    void whatIsNoNotificationIsRefusedAndWritesNothing() throws IOException {
        assertThat(post("{")).isEqualTo(400);
        assertThat(post("[]")).isEqualTo(400);
        assertThat(post("{\"alerts\":{\"a\":{\"labels\":{},\"annotations\":{}}}}"))
                .isEqualTo(400);
        assertThat(post("{\"alerts\":[]" + " ".repeat(5_000_000) + "}")).isEqualTo(413);
        assertThat(post("{\"alerts\":[{\"status\":\"firing\"}]}")).isEqualTo(400);
        assertThat(written.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @RepeatedTest(50)
    void whatIsTooLongIsReadToItsEndSoThatTheAnswerArrives() throws IOException {
        assertThat(post(" ".repeat(6_000_000))).isEqualTo(413);
        assertThat(post("[]")).isEqualTo(400);
    }

    @Test
    void questionWhetherItIsThereIsAnsweredAndWritesNothing() throws IOException {
        assertThat(Http.get(address()).statusCode()).isEqualTo(200);
        assertThat(written.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private int post(String body) throws IOException {
        return Http.post(address(), Map.of(), body).statusCode();
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }
}
