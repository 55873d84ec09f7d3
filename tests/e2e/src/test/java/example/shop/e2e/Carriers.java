package example.shop.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import example.shop.signals.TraceParent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A text in every place of a span, of a log record and of a data point where OTLP allows one. */
final class Carriers {

    /** The service name of the spans. */
    static final String SERVICE = "masking";

    private Carriers() {}

    /** A resource with one span, which has its own trace. */
    static ObjectNode span(String text, String traceId) {
        String now = Instant.now().toEpochMilli() + "000000";
        ObjectNode span = Stack.JSON.createObjectNode();
        span.put("traceId", traceId)
                .put("spanId", "b7ad6b7169203331")
                .put("name", text)
                .put("kind", 2);
        span.put("traceState", text).put("startTimeUnixNano", now).put("endTimeUnixNano", now);
        span.putObject("status").put("code", 2).put("message", text);
        List<ObjectNode> attributes = attributes(text);
        attributes.add(Otlp.attribute("trace.keep", "true"));
        attributes.add(Otlp.attribute("baggage", "a=1,b=" + text));
        attributes.add(Otlp.attribute(text, "of the key"));
        span.set("attributes", Otlp.list(attributes));
        ObjectNode event = span.putArray("events").addObject().put("name", text).put("timeUnixNano", now);
        event.set("attributes", Otlp.list(attributes(text)));
        ObjectNode link =
                span.putArray("links").addObject().put("traceId", traceId).put("spanId", "b7ad6b7169203332");
        link.put("traceState", text).set("attributes", Otlp.list(attributes(text)));
        return inResource("scopeSpans", "spans", text, span);
    }

    /** A resource with two log records: one whose body is the text, one whose body is a map that holds it. */
    static ObjectNode records(String text, int number) {
        return inResource(
                "scopeLogs",
                "logRecords",
                text,
                record(text, number, Otlp.text(text)),
                record(text, number, body(text)));
    }

    /** A resource with one counter and its exemplar; Prometheus keeps none of a gauge. */
    static ObjectNode counter(String text, int number) {
        String now = Instant.now().toEpochMilli() + "000000";
        ObjectNode counter =
                Stack.JSON.createObjectNode().put("name", "masking_counter").put("description", text);
        ObjectNode sum =
                counter.putObject("sum").put("aggregationTemporality", 2).put("isMonotonic", true);
        ObjectNode point = sum.putArray("dataPoints").addObject();
        point.put("asInt", "1").put("timeUnixNano", now);
        List<ObjectNode> attributes = attributes(text);
        attributes.add(Otlp.attribute("number", Integer.toString(number)));
        point.set("attributes", Otlp.list(attributes));
        ObjectNode exemplar = point.putArray("exemplars").addObject().put("asInt", "1");
        exemplar.put("traceId", TraceParent.random().traceId())
                .put("spanId", "b7ad6b7169203331")
                .put("timeUnixNano", now);
        exemplar.set("filteredAttributes", Otlp.list(attributes(text)));
        return inResource("scopeMetrics", "metrics", text, counter);
    }

    private static ObjectNode record(String text, int number, JsonNode body) {
        ObjectNode line = Stack.JSON.createObjectNode();
        line.put("timeUnixNano", Instant.now().toEpochMilli() + "000000").put("severityText", "INFO");
        line.put("eventName", text).set("body", body);
        List<ObjectNode> attributes = attributes(text);
        attributes.add(Otlp.attribute("number", Integer.toString(number)));
        attributes.add(Otlp.attribute(text, "of the key"));
        line.set("attributes", Otlp.list(attributes));
        return line;
    }

    private static ObjectNode inResource(String scopes, String field, String text, JsonNode... content) {
        ObjectNode whole = Stack.JSON.createObjectNode();
        List<ObjectNode> resource = attributes(text);
        resource.add(Otlp.attribute("service.name", SERVICE));
        resource.add(Otlp.attribute("job", "docker"));
        resource.add(Otlp.attribute("container", SERVICE));
        whole.putObject("resource").set("attributes", Otlp.list(resource));
        ObjectNode scope = whole.putArray(scopes).addObject();
        scope.putObject("scope").put("name", text).put("version", text).set("attributes", Otlp.list(attributes(text)));
        scope.set(field, Otlp.list(List.of(content)));
        return whole;
    }

    private static List<ObjectNode> attributes(String text) {
        return new ArrayList<>(List.of(
                Otlp.attribute("plain", text),
                Otlp.attribute("list", Otlp.values(Otlp.text("x"), Otlp.text(text))),
                Otlp.attribute("map", body(text))));
    }

    private static ObjectNode body(String text) {
        return Otlp.map(
                Otlp.attribute("inner", text),
                Otlp.attribute("deep", Otlp.values(Otlp.map(Otlp.attribute("deeper", Otlp.values(Otlp.text(text)))))));
    }
}
