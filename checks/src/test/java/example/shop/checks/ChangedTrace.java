package example.shop.checks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import example.shop.signals.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.function.Predicate;

/**
 * A trace that was saved from a running shop, as Jaeger answered it, without stack traces and names of threads and hosts; to
 * be changed into what a broken system leaves. Those named {@code cold} are the first of their kind after a start; others
 * are named after the fault that was on.
 */
public record ChangedTrace(ObjectNode data) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public static ChangedTrace of(String name) {
        try (var file = ChangedTrace.class.getResourceAsStream("/traces/" + name + ".json")) {
            return new ChangedTrace(
                    (ObjectNode) JSON.readTree(file).path("data").path(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Trace trace() {
        return Trace.of(data);
    }

    /** As if it had been of another request, which began at {@code micros} since the epoch. */
    ChangedTrace as(String traceId, String callerSpanId, long micros) {
        long shift = micros
                - spans().valueStream()
                        .mapToLong(span -> span.path("startTime").asLong())
                        .min()
                        .orElse(micros);
        data.put("traceID", traceId);
        for (JsonNode span : spans()) {
            ((ObjectNode) span).put("traceID", traceId);
            ((ObjectNode) span).put("startTime", span.path("startTime").asLong() + shift);
            for (JsonNode reference : span.path("references")) {
                ((ObjectNode) reference).put("traceID", traceId);
                if (isRoot(span)) {
                    ((ObjectNode) reference).put("spanID", callerSpanId);
                }
            }
        }
        return this;
    }

    public ChangedTrace withoutService(String service) {
        return without(span -> service(span).equals(service));
    }

    ChangedTrace onlyService(String service) {
        return without(span -> !service(span).equals(service));
    }

    public ChangedTrace withoutSpan(String name) {
        return without(span -> span.path("operationName").asText().equals(name));
    }

    public ChangedTrace withTag(String span, String key, String value) {
        for (JsonNode one : spans()) {
            if (one.path("operationName").asText().equals(span)) {
                ArrayNode tags = (ArrayNode) one.path("tags");
                remove(tags, tag -> tag.path("key").asText().equals(key));
                tags.addObject().put("key", key).put("type", "string").put("value", value);
            }
        }
        return this;
    }

    /** Each span of that name {@code times} times, as a loop leaves them. */
    public ChangedTrace repeated(String name, int times) {
        ArrayNode spans = (ArrayNode) spans();
        for (JsonNode span : spans.deepCopy()) {
            if (span.path("operationName").asText().equals(name)) {
                for (int i = 1; i < times; i++) {
                    ObjectNode copy = span.deepCopy();
                    copy.put("spanID", String.format("%016x", 0xabc000 + i));
                    spans.add(copy);
                }
            }
        }
        return this;
    }

    String answer() {
        return JSON.createObjectNode()
                .set("data", JSON.createArrayNode().add(data))
                .toString();
    }

    private ChangedTrace without(Predicate<JsonNode> unwanted) {
        remove(spans(), unwanted);
        return this;
    }

    private static void remove(JsonNode array, Predicate<JsonNode> unwanted) {
        for (Iterator<JsonNode> each = array.iterator(); each.hasNext(); ) {
            if (unwanted.test(each.next())) {
                each.remove();
            }
        }
    }

    private boolean isRoot(JsonNode span) {
        String parent = span.path("references").path(0).path("spanID").asText();
        return spans().valueStream()
                .noneMatch(other -> other.path("spanID").asText().equals(parent));
    }

    private String service(JsonNode span) {
        return data.path("processes")
                .path(span.path("processID").asText())
                .path("serviceName")
                .asText();
    }

    private JsonNode spans() {
        return data.path("spans");
    }
}
