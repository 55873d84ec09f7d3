package example.shop.checks.trace;

import example.shop.checks.expectation.ExpectedSpan;
import example.shop.signals.Span;
import java.util.List;
import java.util.Optional;

/**
 * The point where a trace ends too early: the first missing expected span of a service, below one of another that exists.
 *
 * @param from the service above, or {@link #CALLER}
 * @param above the span above, if there is one
 */
record MissingHop(String from, Optional<Span> above, ExpectedSpan into) {

    /** The start of the trace: the checks themselves. */
    static final String CALLER = "the caller";

    String service() {
        return into.service();
    }

    /** The first one in the tree, by depth; nothing if each expected service is in its place. */
    static Optional<MissingHop> first(SpanPair root) {
        return below(CALLER, Optional.empty(), List.of(root));
    }

    private static Optional<MissingHop> below(String from, Optional<Span> above, List<SpanPair> pairs) {
        for (SpanPair pair : pairs) {
            if (pair.expected().isEmpty()) {
                continue;
            }
            ExpectedSpan expected = pair.expected().get();
            if (pair.isMissing() && !expected.service().equals(from)) {
                return Optional.of(new MissingHop(from, above, expected));
            }
            Optional<MissingHop> deeper = below(expected.service(), pair.span(), pair.children());
            if (deeper.isPresent()) {
                return deeper;
            }
        }
        return Optional.empty();
    }
}
