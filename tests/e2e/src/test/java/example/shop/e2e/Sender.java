package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import example.shop.signals.Http;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A program outside the shop that sends log records and metrics over OTLP/HTTP, with an SDK's resource attributes. */
final class Sender {

    private final Map<String, String> resource;

    /** @param resource its attributes; empty for an SDK without configuration */
    Sender(Map<String, String> resource) {
        this.resource = resource;
    }

    /** {@code now} as OTLP has it. */
    static String nanos(Instant now) {
        return now.getEpochSecond() + "%09d".formatted(now.getNano());
    }

    /** Sends {@code records}, each a log record in OTLP's JSON. */
    void logs(List<String> records) throws IOException {
        post("logs", "resourceLogs", "scopeLogs", "logRecords", records);
    }

    /** Sends {@code metrics}, each in OTLP's JSON. */
    void metrics(List<String> metrics) throws IOException {
        post("metrics", "resourceMetrics", "scopeMetrics", "metrics", metrics);
    }

    private void post(String path, String resources, String scopes, String items, List<String> values)
            throws IOException {
        ObjectNode document = Stack.JSON.createObjectNode();
        ObjectNode one = document.putArray(resources).addObject();
        ArrayNode attributes = one.putObject("resource").putArray("attributes");
        resource.forEach((key, value) ->
                attributes.addObject().put("key", key).putObject("value").put("stringValue", value));
        ObjectNode scope = one.putArray(scopes).addObject();
        scope.putObject("scope").put("name", "example.Sender").put("version", "1");
        ArrayNode all = scope.putArray(items);
        for (String value : values) {
            all.add(Stack.JSON.readTree(value));
        }
        assertThat(Http.post(Stack.OTLP.resolve("/v1/" + path), Map.of(), document.toString())
                        .statusCode())
                .isEqualTo(200);
    }
}
