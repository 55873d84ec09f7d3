package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import example.shop.signals.Http;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Parts of OTLP in JSON, and their sender. */
final class Otlp {

    /** In a text, replaces a byte that begins no UTF-8 character. */
    static final char NO_CHARACTER = '\ue000';

    private Otlp() {}

    /** Sends {@code resources}, each a resource with its contents, in requests of a hundred. */
    static void send(String path, String field, List<ObjectNode> resources) throws IOException {
        for (int from = 0; from < resources.size(); from += 100) {
            ObjectNode request = Stack.JSON.createObjectNode();
            request.set(field, list(resources.subList(from, Math.min(from + 100, resources.size()))));
            assertThat(Http.send(HttpRequest.newBuilder(Stack.OTLP.resolve(path))
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofByteArray(bytes(request.toString()))))
                            .statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    private static byte[] bytes(String json) {
        String bytes = new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String instead =
                new String(String.valueOf(NO_CHARACTER).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return bytes.replace(instead, "\u00ff").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A resource of {@code service} with {@code spans}. */
    static ObjectNode resource(String service, List<ObjectNode> spans) {
        ObjectNode resource = Stack.JSON.createObjectNode();
        resource.putObject("resource").set("attributes", list(List.of(attribute("service.name", service))));
        resource.putArray("scopeSpans").addObject().set("spans", list(spans));
        return resource;
    }

    /** The root of the trace {@code identity}, which begins and ends at {@code nanos}. */
    static ObjectNode root(TraceParent identity, String name, String nanos) {
        return Stack.JSON
                .createObjectNode()
                .put("traceId", identity.traceId())
                .put("spanId", identity.spanId())
                .put("name", name)
                .put("startTimeUnixNano", nanos)
                .put("endTimeUnixNano", nanos);
    }

    static ObjectNode attribute(String key, JsonNode value) {
        ObjectNode attribute = Stack.JSON.createObjectNode().put("key", key);
        attribute.set("value", value);
        return attribute;
    }

    static ObjectNode attribute(String key, String value) {
        return attribute(key, text(value));
    }

    static ObjectNode text(String text) {
        return Stack.JSON.createObjectNode().put("stringValue", text);
    }

    /** @param number in JSON, or {@code NaN}, {@code Infinity}, {@code -Infinity} */
    static ObjectNode number(String number) {
        return Stack.JSON.createObjectNode().put("doubleValue", number);
    }

    static ObjectNode values(JsonNode... values) {
        ObjectNode array = Stack.JSON.createObjectNode();
        array.putObject("arrayValue").set("values", list(List.of(values)));
        return array;
    }

    static ObjectNode map(ObjectNode... attributes) {
        ObjectNode map = Stack.JSON.createObjectNode();
        map.putObject("kvlistValue").set("values", list(List.of(attributes)));
        return map;
    }

    static ArrayNode list(List<? extends JsonNode> nodes) {
        return Stack.JSON.createArrayNode().addAll(nodes);
    }
}
