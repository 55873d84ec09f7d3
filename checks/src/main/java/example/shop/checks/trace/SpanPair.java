package example.shop.checks.trace;

import example.shop.checks.expectation.ExpectedSpan;
import example.shop.signals.Span;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The expected and the actual span at a position in the tree of a trace; one of the two may be missing.
 *
 * @param wrong the differences of the span; if nothing is expected here, why it must not exist
 * @param orphan true if the span's own parent is not in the trace, so that only its name places it here
 */
public record SpanPair(
        Optional<ExpectedSpan> expected,
        Optional<Span> span,
        List<String> wrong,
        boolean orphan,
        List<SpanPair> children) {

    boolean isMissing() {
        return span.isEmpty();
    }

    /** The quality of the match: first more spans in their expected position, then fewer errors in them. */
    int score() {
        int own = expected.isPresent() && span.isPresent() ? Math.max(1, 100 - 10 * wrong.size()) : 0;
        return own + children.stream().mapToInt(SpanPair::score).sum();
    }

    /** This pair and all below it, parents first. */
    Stream<SpanPair> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(SpanPair::all));
    }
}
