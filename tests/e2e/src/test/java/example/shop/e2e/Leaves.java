package example.shop.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** The texts of a JSON answer by their path. */
final class Leaves {

    private Leaves() {}

    /** By path, with the {@code key} of a tag in place of its number; names of fields are texts as well. */
    static Map<String, String> of(JsonNode answer) {
        Map<String, String> leaves = new TreeMap<>();
        collect(answer, "", leaves);
        return leaves;
    }

    private static void collect(JsonNode node, String path, Map<String, String> leaves) {
        if (node.isObject()) {
            for (var field : node.properties()) {
                leaves.put(path + "/" + field.getKey() + " (name)", field.getKey());
                collect(field.getValue(), path + "/" + field.getKey(), leaves);
            }
        } else if (node.isArray()) {
            int number = 0;
            for (JsonNode element : node) {
                String name = element.path("key").asText(Integer.toString(number++));
                collect(element, path + "/" + name, leaves);
            }
        } else {
            leaves.put(path, node.asText());
        }
    }
}
