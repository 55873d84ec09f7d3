package example.shop.checks.system;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.signals.Http;
import example.shop.signals.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Queries Jaeger for traces. */
public record Jaeger(Endpoint endpoint) {

    /** More than a service creates between two queries, beside the wanted trace. */
    private static final int LIMIT = 200;

    /**
     * The spans of a trace so far; none if there are none.
     *
     * @throws IOException if Jaeger does not answer, or not like Jaeger
     */
    public Trace trace(String traceId) throws IOException {
        Optional<JsonNode> answer = endpoint.found("/api/traces/" + traceId);
        return answer.isEmpty()
                ? new Trace(traceId, List.of())
                : new Trace(traceId, Trace.of(data(answer.get()).path(0)).spans());
    }

    /**
     * Whether there is a span of any of these traces, queried in parallel.
     *
     * @throws UncheckedIOException as {@link #trace}
     */
    public boolean hasAny(List<String> traceIds) {
        return Parallel.all(traceIds.stream()
                        .<Callable<Trace>>map(traceId -> () -> trace(traceId))
                        .toList())
                .stream()
                .anyMatch(trace -> !trace.spans().isEmpty());
    }

    /** The traces since {@code begin} that have a span of {@code service}, at most 200. */
    public List<Trace> tracesOf(String service, Instant begin) throws IOException {
        String path = "/api/traces?service=" + Http.encode(service) + "&start="
                + ChronoUnit.MICROS.between(Instant.EPOCH, begin) + "&limit=" + LIMIT;
        return data(endpoint.json(path)).valueStream().map(Trace::of).toList();
    }

    /** The page of a trace, for a person. */
    public String page(String traceId) {
        return endpoint.url() + "/trace/" + traceId;
    }

    private JsonNode data(JsonNode answer) throws IOException {
        JsonNode data = answer.path("data");
        if (!data.isArray()) {
            throw new IOException(endpoint + " answers, but not like Jaeger: the answer has no data");
        }
        return data;
    }
}
