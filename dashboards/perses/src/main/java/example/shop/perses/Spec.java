package example.shop.perses;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parts of Perses' resources: maps in the order in which they are written, without the entries that have no value. */
final class Spec {

    private Spec() {}

    /** @param entries names and values in turn; a value that is null or an empty list or map leaves its name out */
    static Map<String, Object> of(Object... entries) {
        Map<String, Object> spec = new LinkedHashMap<>();
        for (int entry = 0; entry < entries.length; entry += 2) {
            Object value = entries[entry + 1];
            if (value != null && !List.of().equals(value) && !Map.of().equals(value)) {
                spec.put((String) entries[entry], value);
            }
        }
        return spec;
    }

    /** A resource or plugin: a kind and its settings, which may be empty. */
    static Map<String, Object> kind(String kind, Map<String, Object> spec) {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("kind", kind);
        resource.put("spec", spec);
        return resource;
    }

    /** The number of this name; null where there is none. */
    static Object number(JsonNode node, String name) {
        return node.path(name).isNumber() ? node.path(name).numberValue() : null;
    }
}
