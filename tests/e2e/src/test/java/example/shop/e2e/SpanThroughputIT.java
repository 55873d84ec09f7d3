package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.signals.Http;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The highest rate of spans that the collectors take, and its cost: spans a second of their CPU, whatever else the
 * machine does. They refuse spans beyond their memory; they do not die of it. Prints its figures;
 * {@code SPAN_SECONDS} makes it longer.
 */
@Tag("collector-pair")
class SpanThroughputIT {

    private static final Duration TIME =
            Duration.ofSeconds(Integer.parseInt(System.getenv().getOrDefault("SPAN_SECONDS", "10")));
    private static final URI TRACES = Stack.OTLP.resolve("/v1/traces");
    private static final int SENDERS = 4;
    private static final int TRACES_AT_ONCE = 50;

    private static final List<SpanBytes> SERVICES = List.of("bulk-front", "bulk-middle", "bulk-back").stream()
            .map(service -> new SpanBytes(service, TRACES_AT_ONCE))
            .toList();

    private final AtomicLong seed = new AtomicLong(System.nanoTime());
    private final AtomicLong refused = new AtomicLong();

    @Test
    void collectorsTakeAsManySpansAsTheirCpuAllows() throws Exception {
        Map<String, JsonNode> collectors = Compose.containers().entrySet().stream()
                .filter(container -> container.getKey().startsWith("otel-collector"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Duration before = cpu(collectors);
        Instant begin = Instant.now();
        long spans = 0;
        try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            List<Callable<Long>> tasks = Collections.nCopies(SENDERS, () -> send(begin.plus(TIME)));
            for (Future<Long> sent : senders.invokeAll(tasks)) {
                spans += sent.get();
            }
        }
        double seconds = Duration.between(begin, Instant.now()).toMillis() / 1e3;
        double cpu = cpu(collectors).minus(before).toMillis() / 1e3;
        System.out.printf(
                "%s: %d spans in %.1f s, %.0f a second; %.1f s of CPU, %.0f spans a second and core; refused %d exports%n",
                collectors.keySet(), spans, seconds, spans / seconds, cpu, spans / cpu, refused.get());
        for (Map.Entry<String, JsonNode> collector : collectors.entrySet()) {
            System.out.printf(
                    "memory of %s: %d MiB%n", collector.getKey(), Compose.memory(collector.getValue()) / 1024 / 1024);
        }
        Compose.assertNoneWasStartedAgain(Compose.containers());
        assertThat(spans / cpu).as("spans a second and core").isGreaterThan(4000);
    }

    /** Sends until {@code end}; returns the number of accepted spans. */
    private long send(Instant end) throws IOException {
        long spans = 0;
        while (Instant.now().isBefore(end)) {
            long next = seed.incrementAndGet();
            for (SpanBytes service : SERVICES) {
                int status = Http.send(HttpRequest.newBuilder(TRACES)
                                .header("Content-Type", "application/x-protobuf")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(service.with(next))))
                        .statusCode();
                if (status == 200) {
                    spans += service.spans();
                } else {
                    refused.incrementAndGet();
                }
            }
        }
        return spans;
    }

    private static Duration cpu(Map<String, JsonNode> containers) throws IOException {
        Duration sum = Duration.ZERO;
        for (JsonNode container : containers.values()) {
            sum = sum.plus(Compose.cpu(container));
        }
        return sum;
    }
}
