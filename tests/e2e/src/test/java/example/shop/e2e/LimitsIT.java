package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import example.shop.signals.Loki;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A span or a log record with more in one place than a store takes: it is stored, the long part cut, the rest whole. */
class LimitsIT {

    /** Documented in docs/telemetry.md. */
    private static final int VALUE = 8192;

    private static final int NAME = 2048;
    private static final int LINE = 65_536;
    private static final int ATTRIBUTES = 128;

    private static final int LARGE_SPANS = 5;

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String SPAN = "/data/0/spans/0";
    /** Three bytes each, and no multiple of a limit. */
    private static final String LONG = "€".repeat(70_001);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "status",
                "state",
                "value",
                "list",
                "map",
                "key",
                "attributes",
                "event name",
                "event value",
                "events",
                "scope name",
                "scope value",
                "resource value",
                "link"
            })
    void spanIsStored(String place) throws IOException {
        TraceParent parent = TraceParent.random();
        Otlp.send("/v1/traces", "resourceSpans", List.of(span(place, parent.traceId())));
        Map<String, String> stored = Leaves.of(Stack.stored(parent.traceId(), LIMIT));
        assertThat(stored).containsEntry(SPAN + "/tags/beside/value", "whole");
        assertThat(stored.values()).allSatisfy(text -> assertThat(bytes(text)).isLessThanOrEqualTo(VALUE));
        assertThat(stored).satisfies(leaves -> {
            if (!List.of("link", "events", "attributes", "scope value").contains(place)) {
                assertThat(leaves.values()).as("the rest").anySatisfy(text -> assertThat(text)
                        .contains("€".repeat(place.endsWith("name") ? 600 : 60)));
            }
        });
        assertThat(stored.values()).noneMatch(text -> text.contains("\ufffd"));
        assertThat(stored.keySet().stream().filter(path -> path.matches(SPAN + "/logs/\\d+/timestamp")))
                .hasSizeLessThanOrEqualTo(128);
        assertThat(stored.keySet().stream().filter(path -> path.matches(SPAN + "/tags/[^/]+/key")))
                .hasSizeLessThanOrEqualTo(ATTRIBUTES + 10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "body",
                "body list",
                "body map",
                "value",
                "list",
                "map",
                "key",
                "attributes",
                "event name",
                "scope name",
                "scope value",
                "resource value",
                "resource key",
                "level"
            })
    void lineIsStored(String place) throws IOException {
        Instant start = Instant.now();
        String id = Marker.word();
        Otlp.send("/v1/logs", "resourceLogs", List.of(record(place, id)));
        Loki.Line line = Await.lines(LIMIT, "{container=\"limits\"} |= `" + id + "`", start.minusSeconds(1), 1)
                .getFirst();
        assertThat(bytes(line.text())).isLessThanOrEqualTo(LINE);
        assertThat(Stack.JSON.readTree(line.text()).path("beside").asText()).isEqualTo(id);
        assertThat(line.labels())
                .allSatisfy((name, value) -> assertThat(bytes(value)).isLessThanOrEqualTo(NAME));
    }

    /** Wherever the cut of a long line goes through a secret, nothing of the secret remains. */
    @ParameterizedTest
    @ValueSource(
            strings = {"card 4242424242424242 ", "postgres://shop:zebra5zebra5@db/shop ", "password=zebra5zebra5 "})
    void secretsThatACutGoesThroughAreMasked(String secret) throws IOException {
        Instant start = Instant.now();
        String id = Marker.word();
        List<ObjectNode> records = IntStream.iterate(0, before -> before <= secret.length(), before -> before + 3)
                .boxed()
                .flatMap(before ->
                        Stream.of(cut(id, secret, 50_000 - before, 100), cut(id, secret, 10_000 - before, 45_000)))
                .toList();
        Otlp.send("/v1/logs", "resourceLogs", records);
        List<Loki.Line> lines =
                Await.lines(LIMIT, "{container=\"limits\"} |= `" + id + "`", start.minusSeconds(1), records.size());
        assertThat(lines)
                .hasSameSizeAs(records)
                .allSatisfy(line -> assertThat(line.text()).contains("xxx").doesNotContain("4242424", "zebra"));
    }

    /** A line of JSON too long for Loki, with a secret behind {@code before} characters of its message, and {@code other} more. */
    private static ObjectNode cut(String id, String secret, int before, int other) {
        ObjectNode line = Stack.JSON.createObjectNode();
        line.put("beside", id);
        line.put("message", "x".repeat(before - 1) + " " + secret + "y".repeat(20_000));
        line.put("other", "z".repeat(other));
        ObjectNode resource = record("", id);
        ((ObjectNode) resource.at("/scopeLogs/0/logRecords/0/body")).put("stringValue", line.toString());
        return resource;
    }

    /** More at once than Jaeger takes: each is as large as a cut span. */
    @Test
    void spansOfTheLargestSizeAreStoredTogether() throws IOException {
        TraceParent parent = TraceParent.random();
        for (int i = 0; i < LARGE_SPANS; i++) {
            Otlp.send("/v1/traces", "resourceSpans", List.of(span("large", parent.traceId())));
        }
        Await.until(
                LIMIT,
                LARGE_SPANS + " spans are in Jaeger",
                () -> Stack.stored(parent.traceId(), LIMIT).at("/data/0/spans"),
                spans -> spans.size() == LARGE_SPANS);
    }

    private static ObjectNode span(String place, String traceId) {
        String now = Instant.now().toEpochMilli() + "000000";
        ObjectNode span = Stack.JSON.createObjectNode();
        span.put("traceId", traceId).put("spanId", Marker.spanId()).put("kind", 2);
        span.put("name", place.equals("name") ? LONG : "limits");
        span.put("traceState", place.equals("state") ? "a=" + LONG : "a=b");
        span.put("startTimeUnixNano", now).put("endTimeUnixNano", now);
        span.putObject("status").put("code", 2).put("message", place.equals("status") ? LONG : "failed");
        span.set("attributes", Otlp.list(attributes(place, "whole")));
        var events = span.putArray("events");
        for (int i = 0; i < events(place); i++) {
            ObjectNode event = events.addObject().put("timeUnixNano", now);
            event.put("name", place.equals("event name") ? LONG : "limits");
            event.set(
                    "attributes",
                    place.equals("large")
                            ? Otlp.list(IntStream.range(0, 4)
                                    .mapToObj(n -> Otlp.attribute("part" + n, "x".repeat(8000)))
                                    .toList())
                            : Otlp.list(
                                    List.of(Otlp.attribute("value", place.equals("event value") ? LONG : "short"))));
        }
        if (place.equals("link")) {
            ObjectNode link = span.putArray("links").addObject();
            link.put("traceId", traceId).put("spanId", Marker.spanId());
            link.set("attributes", Otlp.list(List.of(Otlp.attribute("value", LONG))));
        }
        return inResource(place, "scopeSpans", "spans", span);
    }

    private static int events(String place) {
        return switch (place) {
            case "events" -> 5000;
            case "large" -> 128;
            default -> 1;
        };
    }

    private static ObjectNode record(String place, String id) {
        ObjectNode line = Stack.JSON.createObjectNode();
        line.put("timeUnixNano", Instant.now().toEpochMilli() + "000000");
        line.put("severityText", place.equals("level") ? LONG : "INFO");
        line.put("eventName", place.equals("event name") ? LONG : "");
        line.set(
                "body",
                switch (place) {
                    case "body" -> Otlp.text(LONG);
                    case "body list" -> Otlp.values(Otlp.text(LONG));
                    case "body map" -> Otlp.map(Otlp.attribute("inner", LONG));
                    default -> Otlp.text("limits");
                });
        line.set("attributes", Otlp.list(attributes(place, id)));
        return inResource(place, "scopeLogs", "logRecords", line);
    }

    private static List<ObjectNode> attributes(String place, String beside) {
        Stream<ObjectNode> own =
                switch (place) {
                    case "value" -> Stream.of(Otlp.attribute("value", LONG));
                    case "list" -> Stream.of(Otlp.attribute("list", Otlp.values(Otlp.text(LONG), Otlp.text("x"))));
                    case "map" -> Stream.of(Otlp.attribute("map", Otlp.map(Otlp.attribute("inner", LONG))));
                    case "key" -> Stream.of(Otlp.attribute("key" + LONG, "value"));
                    case "attributes" ->
                        IntStream.range(0, 500).mapToObj(i -> Otlp.attribute("attribute" + i, "x".repeat(9000)));
                    default -> Stream.empty();
                };
        return Stream.concat(Stream.of(Otlp.attribute("beside", beside)), own).toList();
    }

    private static ObjectNode inResource(String place, String scopes, String field, ObjectNode content) {
        ObjectNode whole = Stack.JSON.createObjectNode();
        List<ObjectNode> attributes = new ArrayList<>(List.of(
                Otlp.attribute("service.name", Carriers.SERVICE + "-limits"), Otlp.attribute("container", "limits")));
        if (place.startsWith("resource")) {
            attributes.add(
                    place.endsWith("key") ? Otlp.attribute("key" + LONG, "value") : Otlp.attribute("value", LONG));
        }
        whole.putObject("resource").set("attributes", Otlp.list(attributes));
        ObjectNode scope = whole.putArray(scopes).addObject();
        scope.putObject("scope")
                .put("name", place.equals("scope name") ? LONG : "limits")
                .set(
                        "attributes",
                        Otlp.list(List.of(Otlp.attribute("of.scope", place.equals("scope value") ? LONG : "short"))));
        scope.set(field, Otlp.list(List.of(content)));
        return whole;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
