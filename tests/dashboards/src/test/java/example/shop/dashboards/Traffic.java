package example.shop.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.signals.Http;
import example.shop.signals.Poll;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Traffic that gives every panel data: successful requests, failed ones of each service, slow ones, orders and refused
 * orders. The stack needs {@code FAULTS_ENABLED=true}.
 */
final class Traffic implements AutoCloseable {

    static final Map<String, String> SERVICES = new LinkedHashMap<>();

    static {
        SERVICES.put("gateway", Stores.url("GATEWAY_URL", "http://127.0.0.1:8000"));
        SERVICES.put("products", Stores.url("PRODUCTS_URL", "http://127.0.0.1:5000"));
        SERVICES.put("users", Stores.url("USERS_URL", "http://127.0.0.1:8080"));
    }

    /** Base of probes, metrics and faults of each service. */
    private static final List<String> MANAGEMENT = List.of(
            Stores.url("GATEWAY_MANAGEMENT_URL", "http://127.0.0.1:9000"),
            Stores.url("PRODUCTS_MANAGEMENT_URL", "http://127.0.0.1:9001"),
            Stores.url("USERS_MANAGEMENT_URL", "http://127.0.0.1:9002"));

    /** A few scrapes long, so that there are rates. */
    private static final Duration LIMIT = Duration.ofSeconds(100);

    private static final String GATEWAY = SERVICES.get("gateway");
    private static final String ORDER = "{\"userId\":1,\"productId\":%d,\"quantity\":1,\"payment\":{\"card\":\"%s\"}}";

    private static boolean sent;

    private Traffic() {}

    /** Sends visits until Prometheus has seen failed requests of every service; once, however often called. */
    static synchronized void send() throws Exception {
        if (sent) {
            return;
        }
        sent = true;
        try (Traffic faults = new Traffic()) {
            for (String service : MANAGEMENT) {
                faults.on(service, "error-rate", "{\"share\":0.2}");
                faults.on(service, "latency", "{\"share\":0.1,\"amount\":1300}");
            }
            Instant begin = Instant.now();
            Poll.until(LIMIT, () -> {
                        visit();
                        long seen = Stores.prometheus("query?query="
                                        + Http.encode("rate(http_requests_total{status=~\"5..\"}[1m]) > 0"))
                                .path("result")
                                .valueStream()
                                .map(series ->
                                        series.path("metric").path("service").asText())
                                .distinct()
                                .count();
                        return seen == SERVICES.size() && Instant.now().isAfter(begin.plusSeconds(40))
                                ? Optional.of(true)
                                : Optional.empty();
                    })
                    .orElseThrow(() -> new AssertionError("Prometheus saw no failed requests of every service"));
        }
    }

    @Override
    public void close() throws IOException {
        for (String service : MANAGEMENT) {
            assertThat(Http.send(HttpRequest.newBuilder(URI.create(service + "/faults"))
                                    .DELETE())
                            .statusCode())
                    .as("faults of " + service + " are switched off")
                    .isEqualTo(204);
        }
    }

    private void on(String service, String fault, String json) throws IOException {
        var answer = Http.send(HttpRequest.newBuilder(URI.create(service + "/faults/" + fault))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json)));
        assertThat(answer.statusCode())
                .as(answer.body() + " (the stack needs FAULTS_ENABLED=true)")
                .isEqualTo(200);
    }

    private static void visit() throws IOException {
        get(GATEWAY + "/api/products/1");
        get(GATEWAY + "/api/users");
        get(SERVICES.get("users") + "/api/users/1");
        get(SERVICES.get("products") + "/api/products");
        order(1, "4242 4242 4242 4242");
        order(2, "4000 0000 0000 0002");
    }

    private static void get(String url) throws IOException {
        Http.get(URI.create(url));
    }

    private static void order(int product, String card) throws IOException {
        Http.post(URI.create(GATEWAY + "/api/checkout"), Map.of(), ORDER.formatted(product, card));
    }
}
