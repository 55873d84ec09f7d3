package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.signals.Http;
import example.shop.signals.Span;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Two containers of a service, by {@code docker compose up --scale users=2}. */
@Tag("compose")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ScaleIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String READS =
            "sum by (instance) (http_requests_total{service=\"users\",route=\"/api/users/{id}\"})";

    @BeforeAll
    static void scale() throws Exception {
        Compose.upWith(Map.of(), "--scale", "users=2");
        Await.until(LIMIT, "Prometheus scrapes both", () -> scraped() == 2);
    }

    @AfterAll
    static void scaleBack() throws Exception {
        Compose.up();
        Await.until(LIMIT, "Prometheus scrapes one", () -> scraped() == 1);
    }

    /** The gateway and products keep their connections, and call the containers in turn all the same. */
    @Test
    @Order(1)
    void bothAnswerThoseWhoCallTheService() throws IOException {
        Map<String, Double> before = reads();
        for (int i = 0; i < 20; i++) {
            for (String path : List.of("/api/users/1", "/api/products/1")) {
                assertThat(Http.get(URI.create(Stack.GATEWAY + path)).statusCode())
                        .isEqualTo(200);
            }
        }
        awaitReadsOfEach(15, before);
    }

    @Test
    @Order(1)
    void spanHasTheNameThatWasCalledAndTheAddress() throws IOException {
        TraceParent parent = TraceParent.random();
        Stack.getMarked(parent, Stack.GATEWAY + "/api/users/1");
        Span call = Stack.trace(parent, found -> found.services().contains("users")).spans().stream()
                .filter(span ->
                        span.service().equals("gateway") && span.attributes().containsKey("url.full"))
                .findFirst()
                .orElseThrow();
        assertThat(call.attributes())
                .containsEntry("url.full", "http://users:8080/api/users/1")
                .containsEntry("server.address", "users")
                .containsEntry("server.port", "8080")
                .hasEntrySatisfying(
                        "network.peer.address", address -> assertThat(address).matches("[0-9.]+"));
    }

    /** The published port is that of all of them. */
    @Test
    @Order(1)
    void bothAnswerAtThePublishedPort() throws Exception {
        Map<String, Double> before = reads();
        for (int i = 0; i < 20; i++) {
            // A connection for each request.
            try (var client = HttpClient.newHttpClient()) {
                client.send(
                        HttpRequest.newBuilder(URI.create(Stack.USERS + "/api/users/2"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
            }
        }
        awaitReadsOfEach(5, before);
    }

    @Test
    @Order(2)
    void killOfOneLosesAtMostThreeRequestsAndEndsItsTarget() throws Exception {
        int answered;
        int asked;
        try (Visits visits = Visits.begin()) {
            visits.awaitAnswers(50);
            Compose.kill("users", 2);
            visits.awaitAnswers(100);
            answered = visits.end().size();
            asked = visits.count();
        }
        System.out.println("Killed one of two: " + answered + " of " + asked + " requests answered with an owner");
        // Those that it was answering; a call to the other repeats the rest.
        assertThat(asked - answered).isLessThanOrEqualTo(3);
        Await.until(LIMIT, "Prometheus scrapes one", () -> scraped() == 1);
    }

    private static void awaitReadsOfEach(int atLeast, Map<String, Double> before) {
        Await.until(
                LIMIT,
                "each of two has answered " + atLeast + " requests",
                () -> reads().entrySet().stream()
                                .filter(one -> one.getValue() - before.getOrDefault(one.getKey(), 0.0) >= atLeast)
                                .count()
                        == 2);
    }

    private static double scraped() throws IOException {
        return Metrics.sum("count(up{service=\"users\"} == 1)");
    }

    private static Map<String, Double> reads() throws IOException {
        Map<String, Double> reads = new HashMap<>();
        Metrics.query(READS)
                .forEach(one -> reads.put(
                        one.path("metric").path("instance").asText(),
                        one.at("/value/1").asDouble()));
        return reads;
    }
}
