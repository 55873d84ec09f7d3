package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.lab.Http;
import example.shop.lab.Poll;
import example.shop.lab.TraceParent;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a pair of collectors keeps while it is restarted, while a store is away, and while somebody sends it nonsense. */
@Tag("gateway")
class GatewayOutageIT {

    private static final List<String> MEMBERS = List.of("otel-collector-1", "otel-collector-2");
    private static final int OUTAGE_SECONDS =
            Integer.parseInt(System.getenv().getOrDefault("STORE_OUTAGE_SECONDS", "360"));
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String[] RELOAD = {"exec", "-T", "nginx", "nginx", "-c", "/nginx/nginx.conf", "-s", "reload"};

    @Test
    void rollingRestart() throws Exception {
        Trial trial = Trial.of("graceful restart of both, one after the other", 30, traffic -> {
            for (String member : MEMBERS) {
                Compose.run("restart", member);
                Compose.awaitHealthy(member);
                traffic.awaitTraces(150);
            }
        });
        trial.assertNothingIsMissing();
    }

    @Test
    void storesThatAreAwayForSixMinutes() throws Exception {
        List<String> lines = new ArrayList<>();
        Instant begin = Instant.now();
        Trial trial = Trial.of("Jaeger and Loki away for " + OUTAGE_SECONDS + " s", 10, traffic -> {
            Compose.run("stop", "jaeger", "loki");
            try {
                for (int second = 0; second < OUTAGE_SECONDS; second++) {
                    lines.add(sendLine());
                    traffic.awaitTraces(10);
                }
            } finally {
                Compose.run("start", "jaeger", "loki");
            }
            Compose.awaitHealthy("jaeger");
            Compose.awaitHealthy("loki");
        });
        trial.assertNothingIsMissing();
        assertThat(Poll.until(LIMIT, () -> Optional.of(
                                Stack.LOKI.lines("{job=\"docker\",container=\"load\"}", begin, Instant.now()).stream()
                                        .map(line -> line.text())
                                        .toList())
                        .filter(found -> found.containsAll(lines))))
                .as("lines of the outage in Loki")
                .hasValueSatisfying(found -> assertThat(found).containsExactlyInAnyOrderElementsOf(lines));
    }

    @Test
    void reloadOfNginx() throws Exception {
        Trial trial = Trial.of("nginx reloads ten times", 30, traffic -> {
            for (int i = 0; i < 10; i++) {
                Compose.run(RELOAD);
                traffic.awaitTraces(30);
            }
        });
        trial.assertNothingIsMissing();
    }

    @Test
    void memberThatIsOutOfItsBudgetRefuses() throws Exception {
        Trial trial = Trial.of("a collector refuses for want of memory", 30, traffic -> {
            try {
                recreate(MEMBERS.getFirst(), with("starved.yaml"));
                Compose.awaitHealthy(MEMBERS.getFirst());
                Poll.until(LIMIT, () -> Optional.of(Metrics.sum(
                                        "sum(otelcol_receiver_refused_spans_total{service=\"otel-collector-1\"})"))
                                .filter(refused -> refused > 0))
                        .orElseThrow(() -> new AssertionError("the member with little memory refuses nothing"));
            } finally {
                recreate(MEMBERS.getFirst(), Map.of());
            }
            Compose.awaitHealthy(MEMBERS.getFirst());
        });
        trial.assertNothingIsMissing();
    }

    /** One setting: the third is on the side of the first, and takes half of its share. */
    @Test
    void thirdMember() throws Exception {
        Map<String, String> three = Map.of("COLLECTORS", "3");
        try {
            Trial trial = Trial.of("a third member comes", 30, traffic -> {
                Compose.upWith(three);
                Compose.run(RELOAD);
                traffic.awaitTraces(900);
            });
            trial.assertNothingIsMissing();
            for (String receiver : List.of("otlp", "otlp/members")) {
                JsonNode taken =
                        Metrics.await("otelcol_receiver_accepted_spans_total{service=\"otel-collector-3\",receiver=\""
                                + receiver + "\"} > 100");
                assertThat(taken).as(receiver).isNotEmpty();
            }
        } finally {
            Compose.runWith(three, "rm", "--stop", "--force", "otel-collector-3");
            Compose.up();
            Compose.run(RELOAD);
        }
    }

    /** What is told of the pair as a whole carries the service telemetry. */
    @Test
    void killedMemberIsTold() throws Exception {
        Instant killed = Instant.now();
        Compose.run("kill", MEMBERS.getLast());
        try {
            Notifications.await("OtelCollectorPairDegraded", "telemetry", "firing", killed);
            Notifications.await("ServiceDown", MEMBERS.getLast(), "firing", killed);
        } finally {
            Compose.run("start", MEMBERS.getLast());
            Compose.awaitHealthy(MEMBERS.getLast());
        }
        Notifications.await("OtelCollectorPairDegraded", "telemetry", "resolved", killed);
    }

    @Test
    void nonsenseIsRefusedAndHarmsNobody() throws Exception {
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
    void grpcComesThroughNginx() throws Exception {
        try {
            recreate("users", with("grpc.yaml"));
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
            recreate("users", Map.of());
        }
    }

    /** The stack as it is under test, with a file of {@code tests/e2e} on top. */
    private static Map<String, String> with(String file) {
        return Map.of("COMPOSE_FILE", System.getenv("COMPOSE_FILE") + ":tests/e2e/" + file);
    }

    /** Starts {@code service} anew as {@code environment} has it, and nothing else. */
    private static void recreate(String service, Map<String, String> environment) throws Exception {
        Compose.runWith(environment, "up", "--detach", "--no-deps", "--wait", service);
    }

    /** A line over OTLP, as somebody sends it who does not print to a container's log; its text. */
    private static String sendLine() throws IOException {
        String text = "line " + Marker.word();
        String body = """
                {"resourceLogs":[{"resource":{"attributes":[{"key":"job","value":{"stringValue":"docker"}},\
                {"key":"container","value":{"stringValue":"load"}}]},"scopeLogs":[{"logRecords":[\
                {"timeUnixNano":"%d000000","severityText":"INFO","body":{"stringValue":"%s"}}]}]}]}""".formatted(Instant.now().toEpochMilli(), text);
        assertThat(Http.post(Stack.OTLP.resolve("/v1/logs"), Map.of(), body).statusCode())
                .isEqualTo(200);
        return text;
    }

    private static int post(String path, String type, String body) throws IOException {
        return Http.send(HttpRequest.newBuilder(Stack.OTLP.resolve(path))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .statusCode();
    }

    /** Says that there will be more and sends no more: the connection is closed, and does not stay. */
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
