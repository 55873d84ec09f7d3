package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.signals.Http;
import example.shop.signals.Loki;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends secrets to every operation in a service's OpenAPI document, and looks for them in the stored lines. */
class SecretsIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String UNREAD = Marker.word();

    private static Instant start;

    @BeforeAll
    static void sendSecrets() throws IOException {
        start = Instant.now();
        for (String base : Stack.BASES.values()) {
            JsonNode api =
                    Stack.JSON.readTree(Http.get(URI.create(base + "/openapi"), Map.of("Accept", "application/json"))
                            .body());
            List<HttpRequest.Builder> requests = SecretRequests.all(base, api);
            assertThat(requests).as("requests to " + base).hasSizeGreaterThan(50);
            for (HttpRequest.Builder request : requests) {
                HttpResponse<String> answer = Http.send(request);
                if (answer.headers().firstValue("location").orElse("").contains("/api/users/")) {
                    Http.send(HttpRequest.newBuilder(URI.create(
                                    answer.headers().firstValue("location").orElseThrow()))
                            .DELETE());
                }
            }
            sendWhatCannotBeRead(URI.create(base), SecretRequests.posting(api));
        }
        TraceParent last = TraceParent.random();
        Stack.get(last, Stack.GATEWAY + "/api/products/1");
        Await.until(
                LIMIT,
                "the lines of the last request",
                () -> Stack.LOKI.linesOf(last.traceId(), start, soon()).size() >= Stack.BASES.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "products", "users"})
    void serviceWritesNoSecret(String service) throws IOException {
        String written = Files.readString(Stack.LOGS.resolve(service + ".log"));
        assertThat(written).contains("/****\"");
        assertThat(written.lines())
                .noneMatch(line -> SecretRequests.SECRETS.stream().anyMatch(line::contains));
        assertThat(written.lines()).noneMatch(line -> line.contains(UNREAD));
    }

    @Test
    void lokiHoldsNoSecret() throws IOException {
        String any = String.join("|", SecretRequests.SECRETS) + "|" + String.join("|", SecretRequests.NAMED_IN_PATHS);
        assertThat(Stack.LOKI.lines("{job=\"docker\"} |~ `" + any + "|" + UNREAD + "`", start, soon()))
                .isEmpty();
        for (String masked : List.of("/api/users/****\"", "/api/users/password=****\"", "/api/users/api_key=****\"")) {
            assertThat(Stack.LOKI.lines("{container=\"users\"} |= `" + masked + "`", start, soon()))
                    .as(masked)
                    .isNotEmpty();
        }
    }

    @Test
    void labelsAndMetadataHoldNoSecret() throws IOException {
        for (String service : Stack.BASES.keySet()) {
            List<Loki.Line> lines = Stack.LOKI.lines("{container=\"" + service + "\"}", start, soon());
            // Loki's limit for one answer would hide further lines.
            assertThat(lines).as(service).hasSizeBetween(50, 4999);
            assertThat(lines.stream().map(line -> line.labels().toString()))
                    .noneMatch(labels -> SecretRequests.SECRETS.stream().anyMatch(labels::contains))
                    .noneMatch(labels -> SecretRequests.NAMED_IN_PATHS.stream().anyMatch(labels::contains));
        }
    }

    /** A caller's text in a message would make as many messages as requests. */
    @ParameterizedTest
    @ValueSource(strings = {"gateway", "products", "users"})
    void messagesAreFew(String service) throws IOException {
        double messages =
                Metrics.first(Stack.LOKI.vector("count(sum by (message) (count_over_time({container=\"" + service
                        // Each start has its own lines, and other tests restart services often.
                        + "\"} | json | loggerName !~ \"org.flywaydb.+|io.quarkus.*\" [1h])))"));
        assertThat(messages).isBetween(5.0, 99.0);
    }

    /** Sends requests that break off or are malformed: a chunk without a length, a body that ends early, no host. */
    private static void sendWhatCannotBeRead(URI base, String path) throws IOException {
        String query = "?password=" + UNREAD + "&api_key=" + UNREAD;
        String post = "POST " + path + query + " HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n";
        for (String request : List.of(
                post + "Transfer-Encoding: chunked\r\n\r\n" + UNREAD + "\r\n",
                post + "Content-Length: 1000\r\n\r\n{\"name\":\"" + UNREAD,
                "GET " + path + query + " HTTP/1.1\r\n\r\n",
                "GET /" + UNREAD + " HTTP/1.1 " + UNREAD + "\r\n\r\n")) {
            try (Socket socket = new Socket(base.getHost(), base.getPort())) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            }
        }
    }

    private static Instant soon() {
        return Instant.now().plusSeconds(1);
    }
}
