package example.shop.checks.expectation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;

/** A map in a YAML file, read strictly: no duplicate and no unknown key. */
final class YamlMap {

    private final YamlNode at;
    private final Map<String, YamlNode> values = new LinkedHashMap<>();

    /** @throws example.shop.signals.FatalException if {@code at} is not a map, or has a key twice */
    YamlMap(YamlNode at) {
        this.at = at;
        if (!(at.node() instanceof MappingNode mapping)) {
            throw at.error(at.what() + " must be a map, not " + at.type());
        }
        for (NodeTuple tuple : mapping.getValue()) {
            YamlNode key = new YamlNode(at.file(), "a key of " + at.what(), tuple.getKeyNode());
            String name = key.text();
            if (values.put(name, new YamlNode(at.file(), name + " of " + at.what(), tuple.getValueNode())) != null) {
                throw key.error(at.what() + " has " + name + " twice");
            }
        }
    }

    /** This map, after a check that it has no keys but {@code allowed}. */
    YamlMap allow(String... allowed) {
        List<String> known = List.of(allowed);
        values.forEach((name, value) -> {
            if (!known.contains(name)) {
                throw value.error(
                        at.what() + " has the unknown key " + name + "; allowed are " + String.join(", ", known));
            }
        });
        return this;
    }

    YamlNode required(String key) {
        return optional(key).orElseThrow(() -> at.error(at.what() + " has no " + key));
    }

    Optional<YamlNode> optional(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The entries of a list, or none if there is no such key. */
    List<YamlNode> list(String key) {
        return optional(key).map(YamlNode::list).orElse(List.of());
    }

    boolean flag(String key, boolean otherwise) {
        return optional(key).map(YamlNode::flag).orElse(otherwise);
    }

    /** The entries of a map with free keys, or none if there is no such key. */
    <T> Map<String, T> entries(String key, Function<YamlNode, T> read) {
        Map<String, T> entries = new LinkedHashMap<>();
        optional(key)
                .map(YamlNode::map)
                .ifPresent(map -> map.values.forEach((name, value) -> entries.put(name, read.apply(value))));
        return entries;
    }

    YamlNode at() {
        return at;
    }
}
