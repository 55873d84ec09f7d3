package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.signals.Http;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Input to the pair other than the services' OTLP over HTTP: invalid requests, and gRPC. */
@Tag("collector-pair")
class CollectorPairInputIT {

    @Test
    void invalidInputIsRefusedAndHarmsNoOtherSender() throws Exception {
        Trial trial = Trial.of("garbage, too much, and half", 30, traffic -> {
            for (String path : List.of("/v1/traces", "/v1/logs")) {
                for (String type : List.of("application/json", "application/x-protobuf")) {
                    assertThat(post(path, type, "{\"resourceSpans\":[{\"scope"))
                            .as(path + " " + type)
                            .isEqualTo(400);
                    assertThat(post(path, type, "x".repeat(11 << 20)))
                            .as(path + " " + type)
                            .isEqualTo(413);
                }
                assertHalfIsGivenUp(path);
            }
            traffic.awaitTraces(150);
        });
        trial.assertNothingIsMissing();
    }

    @Test
    void grpcPassesThroughNginx() throws Exception {
        try {
            Compose.recreate("users", Compose.with("grpc.yaml"));
            try (Visits visits = Visits.begin()) {
                visits.awaitAnswers(20);
                for (TraceParent visit : visits.end()) {
                    Stack.trace(visit, trace -> trace.services().size() == 3);
                }
            }
            assertThat(Metrics.await(
                            "sum(otelcol_receiver_accepted_spans_total{transport=\"grpc\",receiver=\"otlp\"}) > 0"))
                    .isNotEmpty();
        } finally {
            Compose.recreate("users", Map.of());
        }
    }

    private static int post(String path, String type, String body) throws IOException {
        return Http.send(HttpRequest.newBuilder(Stack.OTLP.resolve(path))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .statusCode();
    }

    /** Announces more data than it sends: the connection closes, and does not stay. */
    private static void assertHalfIsGivenUp(String path) throws IOException {
        try (Socket socket = new Socket(Stack.OTLP.getHost(), Stack.OTLP.getPort())) {
            socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
            socket.getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\nHost: otlp\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 1000\r\n\r\n{\"resourceSpans\":[")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .matches("(?s)|HTTP/1.1 408 .*");
        }
    }
}
