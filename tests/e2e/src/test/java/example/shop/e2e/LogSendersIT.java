package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.signals.Loki;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries find log records of any sender in Loki like the shop's own lines, and no record breaks a query. */
class LogSendersIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Instant BEGIN = Instant.now();

    private final String service = Marker.word();
    private final Sender sender = new Sender(Map.of(
            "service.name",
            service,
            "telemetry.sdk.name",
            "opentelemetry",
            "host.name",
            "host",
            "service.version",
            "3"));

    @Test
    void recordWithAServiceNameOnlyIsFoundByItAndByContainer() throws IOException {
        TraceParent parent = TraceParent.random();
        Instant at = Instant.now();
        new Sender(Map.of("service.name", service))
                .logs(List.of("""
                {"timeUnixNano":"%s","severityNumber":13,"severityText":"warning","body":{"stringValue":"two words"},\
                "traceId":"%s","spanId":"%s","attributes":[{"key":"user.id","value":{"intValue":"7"}}]}""".formatted(Sender.nanos(at), parent.traceId(), parent.spanId())));
        for (String label : List.of("service_name", "container")) {
            Loki.Line line = lines("{" + label + "=\"" + service + "\"}", 1).getFirst();
            assertThat(line.labels())
                    .containsOnly(
                            Map.entry("job", "docker"),
                            Map.entry("container", service),
                            Map.entry("service_name", service),
                            Map.entry("level", "WARN"));
            assertThat(line.at()).isEqualTo(at);
            JsonNode json = Stack.JSON.readTree(line.text());
            assertThat(json.path("message").asText()).isEqualTo("two words");
            assertThat(json.path("level").asText()).isEqualTo("WARN");
            assertThat(json.path("loggerName").asText()).isEqualTo("example.Sender");
            assertThat(json.path("service").asText()).isEqualTo(service);
            assertThat(json.path("traceId").asText()).isEqualTo(parent.traceId());
            assertThat(json.path("spanId").asText()).isEqualTo(parent.spanId());
            assertThat(json.path("user.id").asInt()).isEqualTo(7);
        }
        assertThat(Stack.LOKI.linesOf(parent.traceId(), BEGIN, Instant.now())).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0,,UNKNOWN",
        "1,,TRACE",
        "6,,DEBUG",
        "12,,INFO",
        "16,x,WARN",
        "17,,ERROR",
        "24,,FATAL",
        "0,notice,INFO",
        "0,Information,INFO",
        "0,WARNING,WARN",
        "0,err,ERROR",
        "0,CRITICAL,FATAL",
        "0,loud,UNKNOWN",
        "0,fine,DEBUG"
    })
    void levelComesFromTheNumberOrElseFromTheText(int number, String text, String level) throws IOException {
        sender.logs(List.of("""
                {"timeUnixNano":"%s","severityNumber":%d,"severityText":"%s","body":{"stringValue":"x"}}""".formatted(Sender.nanos(Instant.now()), number, text == null ? "" : text)));
        assertThat(lines("{service_name=\"" + service + "\", level=\"" + level + "\"}", 1))
                .hasSize(1);
    }

    /** SDKs without a configured name differ in the name that they send. */
    @ParameterizedTest
    @MethodSource("namelessResources")
    void senderWithoutANameIsFoundAsUnknownService(Map<String, String> resource, String name) throws IOException {
        new Sender(resource).logs(List.of(record("\"stringValue\":\"" + service + "\"")));
        Loki.Line line =
                lines("{container=\"" + name + "\"} |= \"" + service + "\"", 1).getFirst();
        assertThat(line.labels()).containsEntry("service_name", name);
    }

    static List<Object[]> namelessResources() {
        return List.of(
                new Object[] {Map.of(), "unknown_service"},
                new Object[] {Map.of("service.name", ""), "unknown_service"},
                new Object[] {Map.of("host.name", "x"), "unknown_service"},
                new Object[] {Map.of("service.name", "unknown_service:java"), "unknown_service:java"},
                new Object[] {Map.of("container", "only-container"), "only-container"},
                new Object[] {Map.of("service.name", "n".repeat(5000)), "n".repeat(255)});
    }

    @ParameterizedTest
    @MethodSource("records")
    void everyKindOfRecordIsOneLineOfJson(String record) throws IOException {
        sender.logs(List.of(record));
        String selector = "{service_name=\"" + service + "\"}";
        Loki.Line line = lines(selector, 1).getFirst();
        assertThat(Stack.JSON.readTree(line.text()).isObject()).as(line.text()).isTrue();
        assertThat(line.labels()).hasSize(4);
        assertThat(Stack.LOKI.lines(selector + " | json | __error__ != \"\"", BEGIN, Instant.now()))
                .isEmpty();
        assertThat(Stack.LOKI.vector("topk(10, sum by (message) (rate(" + selector + " | json [5m])))"))
                .hasSize(1);
        assertThat(Stack.LOKI.vector("rate(" + selector + " | json [5m])")).hasSize(1);
    }

    static List<String> records() {
        String attributes = "{\"key\":\"a%d\",\"value\":{\"stringValue\":\"" + "long ".repeat(200) + "\"}}";
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            many.add(attributes.formatted(i));
        }
        return List.of(
                record("\"stringValue\":\"\""),
                record("\"stringValue\":\"several\\nlines \\\"quoted\\\" <&>\""),
                record("\"stringValue\":\"{\\\"message\\\":\\\"JSON\\\",\\\"a\\\":{\\\"b\\\":1}}\""),
                record("\"stringValue\":\"{\\\"message\\\":\\\"cut of\""),
                record("\"stringValue\":\"[1,2]\""),
                record("\"stringValue\":\"" + "long ".repeat(60_000) + "\""),
                record("\"kvlistValue\":{\"values\":[{\"key\":\"message\",\"value\":{\"stringValue\":\"x\"}}]}"),
                record("\"kvlistValue\":{\"values\":[{\"key\":\"a\",\"value\":{\"doubleValue\":\"NaN\"}}]}"),
                record("\"arrayValue\":{\"values\":[{\"stringValue\":\"x\"},{\"intValue\":\"1\"}]}"),
                record("\"bytesValue\":\"AAEC/w==\""),
                record("\"intValue\":\"42\""),
                record("\"doubleValue\":\"-Infinity\""),
                record("\"boolValue\":true"),
                "{\"timeUnixNano\":\"" + Sender.nanos(BEGIN) + "\"}",
                "{\"body\":{\"stringValue\":\"no time\"}}",
                "{\"observedTimeUnixNano\":\"" + Sender.nanos(BEGIN) + "\",\"body\":{\"stringValue\":\"seen\"}}",
                "{\"timeUnixNano\":\"" + Sender.nanos(BEGIN.plus(1, ChronoUnit.DAYS))
                        + "\",\"body\":{\"stringValue\":\"future\"}}",
                "{\"timeUnixNano\":\"" + Sender.nanos(BEGIN.minus(13, ChronoUnit.HOURS))
                        + "\",\"body\":{\"stringValue\":\"half a day old\"}}",
                "{\"timeUnixNano\":\"1544712660300000000\",\"body\":{\"stringValue\":\"years old\"}}",
                "{\"timeUnixNano\":\"18446744073709551615\",\"body\":{\"stringValue\":\"the last time\"}}",
                "{\"timeUnixNano\":\"" + Sender.nanos(BEGIN) + "\",\"eventName\":\"user.login\"}",
                withAttributes("{\"key\":\"v\",\"value\":{\"doubleValue\":\"NaN\"}}"),
                withAttributes(
                        "{\"key\":\"__error__\",\"value\":{\"stringValue\":\"x\"}},"
                                + "{\"key\":\"container\",\"value\":{\"stringValue\":\"x\"}},"
                                + "{\"key\":\"level\",\"value\":{\"stringValue\":\"x\"}},{\"key\":\"\",\"value\":{\"intValue\":\"1\"}}"),
                withAttributes(String.join(",", many)));
    }

    @Test
    void rateIsOneSeriesHoweverManyTraces() throws IOException {
        for (int batch = 0; batch < 10; batch++) {
            List<String> records = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                records.add("""
                        {"timeUnixNano":"%s","severityNumber":17,"body":{"stringValue":"an error"},"traceId":"%s",\
                        "spanId":"00f067aa0ba902b7","attributes":[{"key":"id","value":{"intValue":"%d"}}]}""".formatted(
                        Sender.nanos(Instant.now()), TraceParent.random().traceId(), i));
            }
            sender.logs(records);
        }
        String selector = "{container=\"" + service + "\"} |= \"error\"";
        Await.until(
                LIMIT,
                "all 2000 lines",
                () -> Metrics.first(Stack.LOKI.vector("sum(count_over_time(" + selector + " [5m]))")) == 2000);
        assertThat(Stack.LOKI.vector("rate(" + selector + " [5m])")).hasSize(1);
    }

    /** A clock of whole seconds, as nginx and syslog have it. */
    @Test
    void equalRecordsOfOneSecondAreAllThere() throws IOException {
        String record = "{\"timeUnixNano\":\"" + Sender.nanos(BEGIN.truncatedTo(ChronoUnit.SECONDS))
                + "\",\"body\":{\"stringValue\":\"same\"}}";
        sender.logs(Collections.nCopies(5, record));
        assertThat(lines("{container=\"" + service + "\"}", 5)).hasSize(5);
    }

    private static String record(String body) {
        return "{\"timeUnixNano\":\"" + Sender.nanos(Instant.now()) + "\",\"severityNumber\":9,\"body\":{" + body
                + "}}";
    }

    private static String withAttributes(String attributes) {
        return "{\"timeUnixNano\":\"" + Sender.nanos(Instant.now())
                + "\",\"body\":{\"stringValue\":\"x\"},\"attributes\":[" + attributes + "]}";
    }

    private static List<Loki.Line> lines(String query, int count) {
        return Await.lines(LIMIT, query, BEGIN.minusSeconds(10), count);
    }
}
