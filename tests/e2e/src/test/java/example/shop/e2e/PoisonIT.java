package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import example.shop.signals.Http;
import example.shop.signals.Loki;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that OTLP allows and that a store cannot take or return: each is stored as text, together with its neighbours. */
class PoisonIT {

    /** The service name of the spans: one for each, so that a search finds it alone. */
    static final String SERVICE = Carriers.SERVICE + "-poison-";

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Map<String, ObjectNode> VALUES = values();
    private static final Map<String, TraceParent> TRACES = new LinkedHashMap<>();
    private static Instant start;

    @BeforeAll
    static void send() throws IOException {
        start = Instant.now();
        List<ObjectNode> spans = new ArrayList<>();
        List<ObjectNode> records = new ArrayList<>();
        for (var value : VALUES.entrySet()) {
            TraceParent parent = TraceParent.random();
            TRACES.put(value.getKey(), parent);
            spans.add(span(value.getKey(), value.getValue(), parent.traceId()));
            records.add(record(value.getKey(), value.getValue()));
        }
        Otlp.send("/v1/traces", "resourceSpans", spans);
        Otlp.send("/v1/logs", "resourceLogs", records);
    }

    @ParameterizedTest
    @MethodSource("names")
    void jaegerReturnsTheTraceByIdAndBySearch(String name) throws IOException {
        JsonNode trace = Stack.stored(TRACES.get(name).traceId(), LIMIT);
        assertThat(Leaves.of(trace))
                .containsEntry("/data/0/spans/0/tags/beside/value", "whole")
                .containsEntry("/data/0/spans/0/logs/0/fields/beside/value", "whole");
        HttpResponse<String> search =
                Stack.jaeger("traces?limit=20&lookback=1h&service=" + Http.encode(SERVICE + name));
        assertThat(search.statusCode()).as(search.body()).isEqualTo(200);
        assertThat(search.body()).contains(TRACES.get(name).traceId());
        assertThat(trace.toString()).contains(number(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void lokiHasTheLine(String name) {
        List<JsonNode> lines =
                Await.until(LIMIT, "both lines with " + name, () -> lines(name), found -> found.size() == 2);
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.path("value").toString()).contains(number(name)));
        assertThat(lines)
                .filteredOn(line -> line.path("message").asText().equals("beside " + name))
                .hasSize(1);
        assertThat(lines)
                .filteredOn(line -> !line.path("message").asText().startsWith("beside "))
                .singleElement()
                .satisfies(line -> assertThat(line.path("message").toString() + line.path("a"))
                        .contains(number(name)));
    }

    private static List<JsonNode> lines(String name) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (Loki.Line line : Stack.LOKI.lines(
                "{container=\"poison\"} |= `beside`",
                start.minusSeconds(1),
                Instant.now().plusSeconds(1))) {
            JsonNode json = Stack.JSON.readTree(line.text());
            if (json.path("beside").asText().equals(name)) {
                lines.add(json);
            }
        }
        return lines;
    }

    /** The expected text where {@code name} begins with a number. */
    private static String number(String name) {
        String word = name.split(" ")[0];
        return word.matches(".*(?:NaN|Infinity|\\d).*") ? word : "";
    }

    private static List<String> names() {
        return List.copyOf(VALUES.keySet());
    }

    private static Map<String, ObjectNode> values() {
        Map<String, ObjectNode> values = new LinkedHashMap<>();
        for (String number : List.of("NaN", "Infinity", "-Infinity")) {
            values.put(number, Otlp.number(number));
        }
        values.put("largest double", Otlp.number("1.7976931348623157e308"));
        values.put("9223372036854775807", Stack.JSON.createObjectNode().put("intValue", "9223372036854775807"));
        values.put("-9223372036854775808", Stack.JSON.createObjectNode().put("intValue", "-9223372036854775808"));
        values.put("nothing", Stack.JSON.createObjectNode());
        values.put("empty text", Otlp.text(""));
        values.put("empty list", Otlp.values());
        values.put("empty map", Otlp.map());
        values.put("list of nothing", Otlp.values(Stack.JSON.createObjectNode()));
        values.put("bytes", Stack.JSON.createObjectNode().put("bytesValue", "AP/+gA=="));
        values.put("no bytes", Stack.JSON.createObjectNode().put("bytesValue", ""));
        values.put("NUL", Otlp.text("a\u0000b"));
        values.put("replacement character", Otlp.text("a\ufffdb"));
        values.put("control characters", Otlp.text("\u0001\u0007\b\u001b[31m\r\n\t\u007f\u0085\u2028"));
        values.put("other planes", Otlp.text("\ud83d\ude00 \ufffe \uffff \u202e"));
        values.put("no UTF-8", Otlp.text("a" + Otlp.NO_CHARACTER + "b"));
        values.put("markup", Otlp.text("</script><!-- {{7*7}} ${x} %s"));
        values.put("NaN in a list", Otlp.values(Otlp.number("NaN"), Otlp.text("x")));
        values.put("Infinity in a map", Otlp.map(Otlp.attribute("a", Otlp.number("Infinity"))));
        values.put("NaN far down", nested(Otlp.number("NaN"), 3));
        values.put("deep NaN", nested(Otlp.number("NaN"), 12));
        values.put("deep list", nested(Otlp.text("x"), 60));
        return values;
    }

    private static ObjectNode nested(ObjectNode value, int depth) {
        ObjectNode nested = value;
        for (int i = 0; i < depth; i++) {
            nested = i % 2 == 0 ? Otlp.values(nested) : Otlp.map(Otlp.attribute("a", nested));
        }
        return nested;
    }

    /** A resource of the service {@code name} with one span that has {@code value} in every place. */
    static ObjectNode span(String name, ObjectNode value, String traceId) {
        String now = Instant.now().toEpochMilli() + "000000";
        ObjectNode span = Stack.JSON.createObjectNode();
        span.put("traceId", traceId)
                .put("spanId", "b7ad6b7169203331")
                .put("name", "poison")
                .put("kind", 2);
        span.put("startTimeUnixNano", now)
                .put("endTimeUnixNano", now)
                .putObject("status")
                .put("code", 2);
        span.set("attributes", attributes(value, "whole"));
        ObjectNode event =
                span.putArray("events").addObject().put("name", "poison").put("timeUnixNano", now);
        event.set("attributes", attributes(value, "whole"));
        return inResource(SERVICE + name, "scopeSpans", "spans", value, List.of(span));
    }

    private static ObjectNode record(String name, ObjectNode value) {
        String now = Instant.now().toEpochMilli() + "000000";
        ObjectNode text = Stack.JSON.createObjectNode().put("timeUnixNano", now);
        text.set("body", Otlp.text("beside " + name));
        text.set("attributes", attributes(value, name));
        ObjectNode body = Stack.JSON.createObjectNode().put("timeUnixNano", now);
        body.set("body", value);
        body.set("attributes", attributes(value, name));
        return inResource(SERVICE + name, "scopeLogs", "logRecords", value, List.of(text, body));
    }

    private static JsonNode attributes(ObjectNode value, String beside) {
        return Otlp.list(List.of(
                Otlp.attribute("value", value),
                Otlp.attribute("beside", beside),
                Otlp.attribute("", "of an empty key"),
                Otlp.attribute("***", "of a key without letters"),
                Otlp.attribute("\u0001", "of a key that is no text"),
                Otlp.attribute("twice", "once"),
                Otlp.attribute("twice", value)));
    }

    private static ObjectNode inResource(
            String service, String scopes, String field, ObjectNode value, List<ObjectNode> content) {
        ObjectNode whole = Stack.JSON.createObjectNode();
        whole.putObject("resource")
                .set(
                        "attributes",
                        Otlp.list(List.of(
                                Otlp.attribute("service.name", service),
                                Otlp.attribute("job", "docker"),
                                Otlp.attribute("container", "poison"),
                                Otlp.attribute("value", value))));
        ObjectNode scope = whole.putArray(scopes).addObject();
        scope.putObject("scope")
                .put("name", "poison")
                .set("attributes", Otlp.list(List.of(Otlp.attribute("of.scope", value))));
        scope.set(field, Otlp.list(content));
        return whole;
    }
}
