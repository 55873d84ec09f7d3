package example.shop.checks.expectation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one shape of a trace from an expectations file. */
final class ShapeReader {

    private static final List<String> KINDS = List.of("server", "client", "internal", "producer", "consumer");
    /** Deeper than any trace; an alias may refer to a node above it, and would recurse without end. */
    private static final int DEEPEST = 100;

    private final YamlMap shape;
    private final boolean only;

    ShapeReader(YamlNode node) {
        shape = node.map().allow("name", "request", "only", "at-most", "root", "counts");
        only = shape.flag("only", false);
    }

    Shape read() {
        String name = shape.required("name").text();
        return new Shape(
                name,
                ExpectationsFile.request(shape.required("request").named("the request of " + name)),
                span(shape.required("root").named("the root of " + name), 0),
                shape.list("counts").stream()
                        .map(count -> count(count.named("a count of " + name)))
                        .toList(),
                shape.optional("at-most").map(YamlNode::duration));
    }

    private ExpectedSpan span(YamlNode node, int depth) {
        if (depth > DEEPEST) {
            throw node.error(
                    "spans are nested more than " + DEEPEST + " deep; does an alias refer to a node above it?");
        }
        YamlMap span =
                node.map().allow("service", "name", "kind", "attributes", "status", "at-most", "only", "children");
        span.required("service");
        String called = "span " + span.required("name").text();
        Optional<Duration> atMost = span.optional("at-most").map(YamlNode::duration);
        return new ExpectedSpan(
                pattern(span),
                atMost,
                span.flag("only", only),
                span.list("children").stream()
                        .map(child -> span(child.named("a child of " + called), depth + 1))
                        .toList());
    }

    private static Shape.Count count(YamlNode node) {
        YamlMap count = node.map().allow("match", "at-least", "at-most", "exactly");
        YamlMap match = count.required("match")
                .named("the match of " + node.what())
                .map()
                .allow("service", "name", "kind", "attribute", "attributes", "status");
        Optional<Integer> exactly = count.optional("exactly").map(number -> number.number(0));
        Optional<Integer> least = exactly.or(() -> count.optional("at-least").map(number -> number.number(0)));
        Optional<Integer> most = exactly.or(() -> count.optional("at-most").map(number -> number.number(0)));
        if (least.isEmpty() && most.isEmpty()) {
            throw node.error(node.what() + " must have at-least, at-most or exactly");
        }
        return new Shape.Count(pattern(match), least.orElse(0), most.orElse(Integer.MAX_VALUE));
    }

    private static SpanPattern pattern(YamlMap span) {
        Map<String, TextPattern> attributes =
                new LinkedHashMap<>(span.entries("attributes", value -> value.as(TextPattern::ofAttribute)));
        span.optional("attribute").ifPresent(name -> attributes.put(name.text(), TextPattern.ofAttribute("present")));
        return new SpanPattern(
                span.optional("service").map(YamlNode::text),
                span.optional("name").map(name -> name.as(TextPattern::of)),
                span.optional("kind").map(kind -> kind.oneOf(KINDS)),
                attributes,
                span.optional("status")
                        .map(status -> status.oneOf(List.of("ok", "error")).equals("error")));
    }
}
