package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules that Prometheus has loaded: all present, all healthy, and about series of the running system. */
class LoadedRulesIT {

    private static final Duration LIMIT = Duration.ofSeconds(100);

    /**
     * Metrics that exist only after a failure, which the drills cause, or only in some deployments: nginx,
     * limits of memory.
     */
    static final Set<String> AFTER_A_FAILURE = Set.of(
            "otelcol_exporter_send_failed_spans_total",
            "otelcol_exporter_enqueue_failed_spans_total",
            "otelcol_exporter_send_failed_log_records_total",
            "loki_discarded_samples_total",
            "ft_circuitbreaker_calls_total",
            "nginx_up",
            "service:memory_limit:bytes",
            "service:alerts:held",
            "ALERTS");

    @Test
    void everyRuleIsLoadedAndHealthy() throws IOException {
        long written = 0;
        try (Stream<Path> files = Files.list(Path.of("..", "..", "alerts"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                written += Files.readAllLines(file).stream()
                        .filter(line -> line.matches("\\s+- (alert|record): .*"))
                        .count();
            }
        }
        // The rules of infra/prometheus exist once for each target, and for each container with a memory limit.
        long ofFiles = rules().filter(rule -> !List.of("service:memory_limit:bytes", "service:expected")
                        .contains(rule.path("name").asText()))
                .count();
        assertThat(ofFiles).isEqualTo(written).isPositive();
        Await.until(LIMIT, "no rule is unhealthy", LoadedRulesIT::unhealthy, List::isEmpty);
    }

    @Test
    void everySeriesThatARuleSelectsExists() throws IOException {
        Set<String> selected = new TreeSet<>();
        for (JsonNode rule : rules().toList()) {
            selected.addAll(Metrics.selectors(rule.path("query").asText()));
        }
        assertThat(selected)
                .contains("up", "otelcol_exporter_queue_size{service=~\"otel-collector.*|log-agent\"}")
                .anyMatch(selector -> selector.startsWith("http_requests_total{"));
        selected.removeIf(selector -> AFTER_A_FAILURE.contains(selector.replaceFirst("\\{.*", "")));
        for (String selector : selected) {
            Metrics.await("count(last_over_time(" + selector + "[1h]))");
        }
    }

    private static List<JsonNode> unhealthy() throws IOException {
        return rules().filter(rule -> !rule.path("health").asText().equals("ok"))
                .toList();
    }

    private static Stream<JsonNode> rules() throws IOException {
        return Metrics.get("rules").path("groups").valueStream().flatMap(group -> group.path("rules")
                .valueStream());
    }
}
