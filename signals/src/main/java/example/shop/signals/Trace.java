package example.shop.signals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The spans of one trace, as a tree. */
public record Trace(String id, List<Span> spans) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Fetches a trace from Jaeger.
     *
     * @param jaeger base URL of Jaeger's query service
     * @param traceId 32 hexadecimal digits
     * @return the spans that Jaeger has now, or nothing if it has none yet
     * @throws IOException if Jaeger does not answer, or the answer is not one of Jaeger's
     */
    public static Optional<Trace> fetch(String jaeger, String traceId) throws IOException {
        HttpResponse<String> answer = Http.get(URI.create(jaeger + "/api/traces/" + traceId));
        if (answer.statusCode() == 404) {
            return Optional.empty();
        }
        if (answer.statusCode() != 200) {
            throw new IOException("Jaeger answered " + answer.statusCode() + " for trace " + traceId);
        }
        JsonNode data = JSON.readTree(answer.body()).path("data");
        if (!data.isArray()) {
            throw new IOException("The answer for trace " + traceId + " is not one of Jaeger's: it has no data");
        }
        Trace trace = of(data.path(0));
        return trace.spans().isEmpty() ? Optional.empty() : Optional.of(new Trace(traceId, trace.spans()));
    }

    /**
     * Reads a trace in Jaeger's format.
     *
     * @param trace an element of {@code data} in an answer of Jaeger or in a file that its page saved
     * @return a trace without spans if there are none
     */
    public static Trace of(JsonNode trace) {
        List<Span> spans = trace.path("spans")
                .valueStream()
                .map(span -> span(span, trace.path("processes")))
                .toList();
        return new Trace(trace.path("traceID").asText(), spans);
    }

    /** Spans whose parent is not in the trace, by start; a whole trace has one. */
    public List<Span> roots() {
        Set<String> ids = new HashSet<>();
        spans.forEach(span -> ids.add(span.spanId()));
        return spans.stream()
                .filter(span -> !ids.contains(span.parentId()))
                .sorted(Comparator.comparingLong(Span::startMicros))
                .toList();
    }

    /** True if every span is a descendant of the one that {@code caller} named: no span is still on its way. */
    public boolean hangsTogetherBelow(TraceParent caller) {
        return roots().size() == 1 && roots().getFirst().parentId().equals(caller.spanId());
    }

    /** The spans whose parent is {@code span}, by start. */
    public List<Span> children(Span span) {
        return spans.stream()
                // A span that names itself as its parent would be its own child without end.
                .filter(child -> child.parentId().equals(span.spanId())
                        && !child.spanId().equals(span.spanId()))
                .sorted(Comparator.comparingLong(Span::startMicros))
                .toList();
    }

    /** In alphabetical order. */
    public Set<String> services() {
        return spans.stream().map(Span::service).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The spans of requests to a route, one for each service and route, by start. */
    public List<Span> servers() {
        Map<List<String>, Span> first = new LinkedHashMap<>();
        spans.stream()
                .filter(span ->
                        span.kind().equals("server") && span.attributes().containsKey("http.route"))
                .sorted(Comparator.comparingLong(Span::startMicros))
                .forEach(span -> first.putIfAbsent(
                        List.of(span.service(), span.attributes().get("http.route")), span));
        return List.copyOf(first.values());
    }

    /** The start of its first span. */
    public Instant start() {
        return instant(spans.stream().mapToLong(Span::startMicros).min().orElseThrow());
    }

    /** The end of its last span. */
    public Instant end() {
        return instant(spans.stream().mapToLong(Span::endMicros).max().orElseThrow());
    }

    /** From the start of its first span to the end of its last, in microseconds; 0 if there are none. */
    public long micros() {
        return spans.isEmpty() ? 0 : ChronoUnit.MICROS.between(start(), end());
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static Span span(JsonNode span, JsonNode processes) {
        JsonNode process = processes.path(span.path("processID").asText());
        Map<String, String> attributes = tags(span.path("tags"));
        String parent = "";
        for (JsonNode reference : span.path("references")) {
            if (reference.path("refType").asText().equals("CHILD_OF")) {
                parent = reference.path("spanID").asText();
            }
        }
        List<String> events = span.path("logs")
                .valueStream()
                .flatMap(log -> log.path("fields").valueStream())
                .filter(field -> field.path("key").asText().equals("event"))
                .map(field -> field.path("value").asText())
                .toList();
        return new Span(
                span.path("traceID").asText(),
                span.path("spanID").asText(),
                parent,
                process.path("serviceName").asText(),
                span.path("operationName").asText(),
                attributes.getOrDefault("span.kind", "internal"),
                span.path("startTime").asLong(),
                span.path("duration").asLong(),
                attributes,
                tags(process.path("tags")),
                events);
    }

    private static Map<String, String> tags(JsonNode tags) {
        Map<String, String> attributes = new HashMap<>();
        tags.forEach(tag ->
                attributes.put(tag.path("key").asText(), tag.path("value").asText()));
        return Map.copyOf(attributes);
    }
}
