package example.shop.checks.expectation;

import com.google.re2j.PatternSyntaxException;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value in a YAML file, with its position.
 *
 * @param file as it was named, for messages
 * @param what its name, for messages, such as {@code status of request}
 */
record YamlNode(String file, String what, Node node) {

    /**
     * Reads {@code file} as UTF-8.
     *
     * @throws FatalException if it does not exist, cannot be read, or is not YAML; the message says where
     */
    static YamlNode read(Path file) {
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Node root = new Yaml(new LoaderOptions()).compose(reader);
            if (root == null) {
                throw new FatalException(file + " is empty. It must have shapes or metrics.");
            }
            return new YamlNode(file.toString(), "the file", root);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new FatalException(file + ":" + line + ": not valid YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw new FatalException(file + ": not valid YAML: " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw new FatalException("Expectations file " + file + " not found. Name one with --expect.");
        } catch (IOException e) {
            throw new FatalException("Expectations file " + file + " cannot be read", e);
        }
    }

    /** An error at this position, for the caller to throw. */
    FatalException error(String said) {
        return new FatalException(file + ":" + (node.getStartMark().getLine() + 1) + ": " + said);
    }

    /** This value under another name. */
    YamlNode named(String name) {
        return new YamlNode(file, name, node);
    }

    YamlMap map() {
        return new YamlMap(this);
    }

    List<YamlNode> list() {
        if (!(node instanceof SequenceNode sequence)) {
            throw error(what + " must be a list, not " + type());
        }
        return sequence.getValue().stream()
                .map(item -> new YamlNode(file, "an entry of " + what, item))
                .toList();
    }

    /** Any single value except null: a number is also valid text. */
    String text() {
        if (!(node instanceof ScalarNode scalar) || scalar.getTag().equals(Tag.NULL)) {
            throw error(what + " must be a text, not " + type());
        }
        return scalar.getValue();
    }

    /** A whole number of at least {@code least}. */
    int number(int least) {
        String text = text();
        try {
            int number = Integer.parseInt(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException none) {
            // Reported below.
        }
        throw error(what + " must be a whole number from " + least + " on, not '" + text + "'");
    }

    boolean flag() {
        return oneOf(List.of("true", "false")).equals("true");
    }

    String oneOf(List<String> allowed) {
        String text = text();
        if (!allowed.contains(text)) {
            throw error(what + " must be one of " + String.join(", ", allowed) + ", not '" + text + "'");
        }
        return text;
    }

    Duration duration() {
        return as(Durations::parse);
    }

    /** The result of {@code read} for the text; an unusable text is an error at this position. */
    <T> T as(Function<String, T> read) {
        try {
            return read.apply(text());
        } catch (IllegalArgumentException | PatternSyntaxException e) {
            throw error(what + ": " + e.getMessage().lines().findFirst().orElse("is not usable"));
        }
    }

    String type() {
        if (node.getNodeId() == NodeId.mapping) {
            return "a map";
        }
        if (node.getNodeId() == NodeId.sequence) {
            return "a list";
        }
        return node.getTag().equals(Tag.NULL) ? "nothing" : "'" + ((ScalarNode) node).getValue() + "'";
    }
}
