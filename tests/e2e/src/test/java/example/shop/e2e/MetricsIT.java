package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.signals.Http;
import example.shop.signals.Poll;
import example.shop.signals.Trace;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The running system in Prometheus: the contract's queries word for word, exemplars, targets. */
class MetricsIT {

    private static final Duration LIMIT = Duration.ofSeconds(100);

    /** Some successful and some failing requests to every service, over more than one scrape. */
    @BeforeAll
    static void load() throws Exception {
        try (Switch failing = Switch.on(Stack.GATEWAY, "error-rate", "{\"share\":0.3}")) {
            Poll.until(LIMIT, () -> {
                        for (String path : Set.of("/api/products/1", "/api/users", "/api/users/1")) {
                            Stack.get(TraceParent.random(), Stack.GATEWAY + path);
                        }
                        return Optional.of(Metrics.query(
                                        "rate(http_requests_total{service=\"gateway\",status=\"500\"}[5m]) > 0"))
                                .filter(series -> !series.isEmpty());
                    })
                    .orElseThrow(() -> new AssertionError("Prometheus saw no failed request"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(http_requests_total[5m])",
                "sum by (route) (rate(http_requests_total[5m]))",
                "histogram_quantile(0.50, rate(http_request_duration_seconds_bucket[5m]))",
                "histogram_quantile(0.95, rate(http_request_duration_seconds_bucket[5m]))",
                "histogram_quantile(0.99, rate(http_request_duration_seconds_bucket[5m]))",
                "rate(http_requests_total{status=~\"5..\"}[5m])",
            })
    void queryOfTheContractHasValues(String promql) {
        assertThat(Metrics.await(promql)).isNotEmpty();
    }

    @Test
    void labelValuesOfTheContractAreTheServicesAndTheEnvironment() throws IOException {
        assertThat(Metrics.get("label/service/values?match[]=http_requests_total"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(Stack.SERVICES);
        assertThat(Metrics.get("label/environment/values?match[]=http_requests_total"))
                .extracting(JsonNode::asText)
                .containsExactly("local");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http_requests_total", "http_request_duration_seconds_bucket"})
    void storedExemplarLeadsToItsTrace(String metric) {
        String query = "query_exemplars?query=" + Http.encode(metric + "{service=\"gateway\"}") + "&start="
                + Instant.now().minusSeconds(300).getEpochSecond() + "&end=";
        Trace trace = Poll.until(LIMIT, () -> {
                    for (JsonNode series : Metrics.get(query + Instant.now().getEpochSecond())) {
                        for (JsonNode exemplar : series.path("exemplars")) {
                            String traceId =
                                    exemplar.path("labels").path("trace_id").asText();
                            Optional<Trace> found = Trace.fetch(Stack.JAEGER, traceId);
                            if (found.isPresent()) {
                                return found;
                            }
                        }
                    }
                    return Optional.empty();
                })
                .orElseThrow(() -> new AssertionError("no exemplar of " + metric + " whose trace Jaeger has"));
        assertThat(trace.services()).contains("gateway");
    }

    @Test
    void everyTargetIsUpAndHasItsServiceAndEnvironment() throws IOException {
        // One that another test has restarted is down until its next scrape.
        JsonNode targets = Await.until(LIMIT, "every target is up", MetricsIT::targets, found -> found.valueStream()
                .allMatch(target -> target.path("health").asText().equals("up")));
        assertThat(targets)
                .extracting(target -> target.path("labels").path("service").asText())
                .containsExactlyInAnyOrder(
                        "gateway",
                        "products",
                        "users",
                        "otel-collector",
                        "postgres",
                        "jaeger",
                        "prometheus",
                        "alertmanager",
                        "loki",
                        "log-agent",
                        "span-metrics");
        assertThat(targets)
                .extracting(target -> target.at("/labels/environment").asText())
                .containsOnly("local");
    }

    private static JsonNode targets() throws IOException {
        return Metrics.get("targets?state=active").path("activeTargets");
    }
}
