package example.shop.signals;

import java.util.List;
import java.util.Map;

/**
 * A span as Jaeger returns it.
 *
 * @param parentId span id of the parent; empty if there is none
 * @param kind server, client, internal, …
 * @param startMicros microseconds since the epoch
 * @param durationMicros microseconds
 * @param attributes as text, whatever their type
 * @param resource attributes of the process that sent it
 * @param events names of the span's events
 */
public record Span(
        String traceId,
        String spanId,
        String parentId,
        String service,
        String name,
        String kind,
        long startMicros,
        long durationMicros,
        Map<String, String> attributes,
        Map<String, String> resource,
        List<String> events) {

    /** True if the span's status is ERROR. */
    public boolean isError() {
        return "ERROR".equals(attributes.get("otel.status_code"));
    }

    /** Its end, in microseconds since the epoch. */
    public long endMicros() {
        return startMicros + durationMicros;
    }

    /** For example {@code users  GET /api/users/{id} (server)}; without the kind if it is internal. */
    public String said() {
        return service + "  " + name + (kind.equals("internal") ? "" : " (" + kind + ")");
    }
}
