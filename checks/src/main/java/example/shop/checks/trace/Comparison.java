package example.shop.checks.trace;

import example.shop.checks.expectation.Durations;
import example.shop.checks.expectation.ExpectedSpan;
import example.shop.checks.expectation.Shape;
import example.shop.signals.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A trace compared with a shape.
 *
 * @param pairs the root of the tree first, then the spans without a parent
 * @param ofSpans errors of one span each, in words
 * @param ofWhole errors of the whole trace: the number of spans, the duration
 */
public record Comparison(Trace trace, List<SpanPair> pairs, List<String> ofSpans, List<String> ofWhole) {

    static Comparison of(Shape shape, Trace trace) {
        List<SpanPair> pairs = TreeMatch.of(shape.root(), trace);
        List<String> ofSpans = new ArrayList<>();
        pairs.forEach(pair -> collect(pair, "", ofSpans));
        List<String> ofWhole = new ArrayList<>();
        shape.counts().forEach(count -> count.wrong(trace).ifPresent(ofWhole::add));
        Duration took = Duration.ofNanos(trace.micros() * 1000);
        shape.atMost()
                .filter(limit -> took.compareTo(limit) > 0)
                .ifPresent(limit ->
                        ofWhole.add("the trace took " + Durations.say(took) + ", more than " + Durations.say(limit)));
        return new Comparison(trace, pairs, ofSpans, ofWhole);
    }

    boolean isAsExpected() {
        return ofSpans.isEmpty() && ofWhole.isEmpty();
    }

    List<String> problems() {
        return Stream.concat(ofSpans.stream(), ofWhole.stream()).toList();
    }

    /** How many of the expected spans exist. */
    long found() {
        return pairs.getFirst()
                .all()
                .filter(pair -> pair.expected().isPresent() && !pair.isMissing())
                .count();
    }

    /** The two trees side by side, and below them the errors of the whole. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(new TwoColumns().draw(pairs));
        ofWhole.forEach(problem -> lines.add("✗ " + problem));
        return lines;
    }

    private static void collect(SpanPair pair, String above, List<String> problems) {
        if (pair.isMissing()) {
            ExpectedSpan expected = pair.expected().orElseThrow();
            int below = expected.size() - 1;
            problems.add("missing: " + expected.said() + (above.isEmpty() ? "" : ", below " + above)
                    + (below == 0 ? "" : ", with " + below + " more expected below it"));
            // Everything below is missing with it, except the spans without a parent.
            pair.children().stream()
                    .flatMap(SpanPair::all)
                    .filter(SpanPair::orphan)
                    .forEach(orphan -> collect(orphan, "", problems));
            return;
        }
        String said = pair.span().orElseThrow().said();
        pair.wrong().forEach(wrong -> problems.add(said + ": " + wrong));
        if (pair.orphan()) {
            problems.add(said + ": its parent is not in the trace");
        }
        pair.children().forEach(child -> collect(child, said, problems));
    }
}
