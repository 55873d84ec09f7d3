package example.shop.drills;

import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Spans without meaning, in bulk. */
final class Spans {

    /** The number of spans at which the collector's batch processor sends (infra/collector/collector.yaml). */
    private static final int BATCH = 2048;

    private Spans() {}

    /** A trace of one full batch, as OTLP in JSON. */
    static String batch() {
        return trace(BATCH, "");
    }

    /**
     * A trace of 9 MB, as OTLP in JSON: the collector takes it (10 MiB a request), but two of them, batched, exceed
     * Jaeger's limit (16 MiB a message).
     */
    static String large() {
        return trace(100, "x".repeat(90_000));
    }

    private static String trace(int count, String text) {
        String attributes = text.isEmpty()
                ? ""
                : ",\"attributes\":[{\"key\":\"drill\",\"value\":{\"stringValue\":\"" + text + "\"}}]";
        long now = System.currentTimeMillis() * 1_000_000;
        String trace = hex() + hex();
        String spans = IntStream.range(0, count)
                .mapToObj(i -> "{\"traceId\":\"" + trace + "\",\"spanId\":\"" + hex()
                        + "\",\"name\":\"drill\",\"startTimeUnixNano\":\"" + now + "\",\"endTimeUnixNano\":\"" + now
                        + "\"" + attributes + "}")
                .collect(Collectors.joining(","));
        return "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":\"drill\"}}]},"
                + "\"scopeSpans\":[{\"spans\":[" + spans + "]}]}]}";
    }

    private static String hex() {
        return String.format("%016x", ThreadLocalRandom.current().nextLong());
    }
}
