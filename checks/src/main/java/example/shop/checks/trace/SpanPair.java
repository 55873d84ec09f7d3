package example.shop.checks.trace;

import example.shop.checks.expectation.ExpectedSpan;
import example.shop.signals.Span;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is expected at a place in the tree of a trace, and what is there; one of the two may be missing.
 *
 * @param wrong in what the span differs from what is expected; where nothing is expected, why it must not be there
 * @param adrift true where the span's own parent is not in the trace, so that only its name says that it belongs here
 */
public record SpanPair(
        Optional<ExpectedSpan> expected,
        Optional<Span> span,
        List<String> wrong,
        boolean adrift,
        List<SpanPair> children) {

    boolean isMissing() {
        return span.isEmpty();
    }

    /** How well it fits: the more spans are where they are expected the better, then the less is wrong with them. */
    int score() {
        int own = expected.isPresent() && span.isPresent() ? Math.max(1, 100 - 10 * wrong.size()) : 0;
        return own + children.stream().mapToInt(SpanPair::score).sum();
    }

    /** This one and all below it, parents first. */
    Stream<SpanPair> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(SpanPair::all));
    }
}
