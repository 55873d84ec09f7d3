package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.signals.Loki;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics and lines of the services are stored once and alike, on either route that {@code SIGNALS} selects. */
class EachSignalOnceIT {

    private static final boolean OTLP = "otlp".equals(System.getenv("SIGNALS"));
    /** Over OTLP, series of a service that another test stopped stay for five minutes. */
    private static final Duration LIMIT = OTLP ? Duration.ofMinutes(6) : Duration.ofSeconds(60);

    private static final Set<String> SERVICES = Set.of("gateway", "products", "users");
    private static final int REQUESTS = 20;
    private static final String COUNT =
            "sum(http_requests_total{service=\"users\",route=\"/api/users/{id}\",status=\"404\"})";
    private static final Instant BEGIN = Instant.now();
    private static final List<TraceParent> SENT = new ArrayList<>();

    @BeforeAll
    static void send() throws IOException {
        for (int i = 0; i < REQUESTS; i++) {
            TraceParent parent = TraceParent.random();
            SENT.add(parent);
            Stack.get(parent, Stack.USERS + "/api/users/987654321");
        }
    }

    @Test
    void requestsAreCountedAsOftenAsTheMetricsPageSays() throws IOException {
        Await.until(LIMIT, "Prometheus matches users' own count of requests", () -> {
            double served = Metrics.served(Stack.USERS, "route=\"/api/users/{id}\"", "status=\"404\"");
            return served >= REQUESTS && Metrics.sum(COUNT) == served;
        });
        // Series of each route have their own job; those of a restarted service share one.
        assertThat(Metrics.query("count by (service) (count by (service, job) (http_requests_total)) > 1"))
                .isEmpty();
        assertThat(Metrics.query("http_requests_total{service=\"users\"}"))
                .extracting(series -> series.path("metric").path("job").asText())
                .containsOnly(OTLP ? "users" : "services");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http_requests_total",
                "http_request_duration_seconds_bucket",
                "http_request_duration_seconds_count",
                "shop_orders_total",
                "shop_stock_reservations_total",
                "agroal_active_count",
                "jvm_memory_used_bytes",
                "process_resident_memory_bytes",
                "process_cpu_time_ns_total",
                "ft_timeout_calls_total",
            })
    void familyHasTheNameThatTheMetricsPageGivesIt(String name) {
        assertThat(Metrics.await(name + "{service=~\"gateway|products|users\",environment=\"local\"}"))
                .isNotEmpty();
    }

    @Test
    void eachAccessLineIsThereOnceWithTheFieldsThatWerePrinted() throws IOException {
        for (TraceParent parent : SENT) {
            List<Loki.Line> lines = Await.until(
                    LIMIT,
                    "the access line",
                    () -> Stack.LOKI.linesOf(parent.traceId(), BEGIN, Instant.now()),
                    found -> !found.isEmpty());
            assertThat(lines).singleElement().satisfies(line -> {
                JsonNode json = Stack.JSON.readTree(line.text());
                assertThat(json.path("message").asText()).isEqualTo("GET /api/users/{id} 404");
                assertThat(json.propertyStream().map(Map.Entry::getKey))
                        .contains(
                                "timestamp",
                                "level",
                                "loggerName",
                                "threadName",
                                "service",
                                "traceId",
                                "spanId",
                                "path")
                        .doesNotContain("sentOver");
                assertThat(line.labels()).containsEntry("job", "docker").containsEntry("level", "INFO");
                assertThat(line.labels().containsKey("service_name")).isEqualTo(OTLP);
            });
        }
    }

    /** Includes the first lines, from before a service was able to send. */
    @Test
    void linesOfEachServiceAreThereFromItsStart() {
        for (String service : SERVICES) {
            Await.lines(
                    LIMIT,
                    "{container=\"" + service + "\"} |= \"Installed features\"",
                    BEGIN.minus(Duration.ofHours(1)),
                    1);
        }
    }
}
