package example.shop.checks.trace;

import example.shop.checks.expectation.ExpectedSpan;
import example.shop.signals.Span;
import example.shop.signals.Trace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Assigns an actual span to each expected one, so that as many as possible have one. */
final class TreeMatch {

    private final Trace trace;
    /** Spans without a parent in the trace, not assigned yet. */
    private final List<Span> orphans;

    private TreeMatch(Trace trace) {
        this.trace = trace;
        orphans = new ArrayList<>(trace.roots());
    }

    /** The tree of {@code expected} with that of {@code trace}; then the spans without a parent, if any. */
    static List<SpanPair> of(ExpectedSpan expected, Trace trace) {
        TreeMatch match = new TreeMatch(trace);
        SpanPair root = match.siblings(List.of(expected), match.orphans, false).getFirst();
        root.span().ifPresent(match.orphans::remove);
        List<SpanPair> found = new ArrayList<>();
        found.add(match.settle(root));
        match.orphans.forEach(span -> found.add(match.other(span, List.of(), true)));
        return found;
    }

    private SpanPair pair(ExpectedSpan expected, Span span) {
        return new SpanPair(
                Optional.of(expected),
                Optional.of(span),
                expected.wrong(span),
                false,
                siblings(expected.children(), trace.children(span), expected.only()));
    }

    /** The expected spans in their order, each with its actual span or none; then the other spans. */
    private List<SpanPair> siblings(List<ExpectedSpan> expected, List<Span> spans, boolean only) {
        SpanPair[][] pairs = new SpanPair[expected.size()][spans.size()];
        int[][] scores = new int[expected.size()][spans.size()];
        for (int row = 0; row < expected.size(); row++) {
            for (int column = 0; column < spans.size(); column++) {
                if (expected.get(row).isNamedAs(spans.get(column))) {
                    pairs[row][column] = pair(expected.get(row), spans.get(column));
                    scores[row][column] = pairs[row][column].score();
                }
            }
        }
        int[] chosen = Assignment.best(scores, spans.size());
        List<SpanPair> siblings = new ArrayList<>();
        Set<Span> taken = new HashSet<>();
        for (int row = 0; row < chosen.length; row++) {
            if (chosen[row] == Assignment.NONE) {
                siblings.add(missing(expected.get(row)));
            } else {
                siblings.add(pairs[row][chosen[row]]);
                taken.add(spans.get(chosen[row]));
            }
        }
        List<String> wrong = only ? List.of("not expected") : List.of();
        spans.stream().filter(span -> !taken.contains(span)).forEach(span -> siblings.add(other(span, wrong, false)));
        return siblings;
    }

    private static SpanPair missing(ExpectedSpan expected) {
        return new SpanPair(
                Optional.of(expected),
                Optional.empty(),
                List.of(),
                false,
                expected.children().stream().map(TreeMatch::missing).toList());
    }

    private SpanPair other(Span span, List<String> wrong, boolean isOrphan) {
        return new SpanPair(
                Optional.empty(),
                Optional.of(span),
                wrong,
                isOrphan,
                trace.children(span).stream()
                        .map(child -> other(child, List.of(), false))
                        .toList());
    }

    /**
     * Puts a span without a parent in the trace at the position where it is missing: if a service sends nothing, the spans
     * below it still exist. This runs last, when the missing spans are known.
     */
    private SpanPair settle(SpanPair pair) {
        if (pair.isMissing()) {
            ExpectedSpan expected = pair.expected().orElseThrow();
            Optional<Span> candidate = orphans.stream()
                    .filter(span -> span.service().equals(expected.service()) && expected.isNamedAs(span))
                    .findFirst();
            if (candidate.isPresent()) {
                orphans.remove(candidate.get());
                SpanPair found = pair(expected, candidate.get());
                return settle(new SpanPair(found.expected(), found.span(), found.wrong(), true, found.children()));
            }
        }
        return new SpanPair(
                pair.expected(),
                pair.span(),
                pair.wrong(),
                pair.orphan(),
                pair.children().stream().map(this::settle).toList());
    }
}
