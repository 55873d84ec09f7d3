package example.shop.checks.report;

import example.shop.checks.pattern.Findings;
import example.shop.signals.Span;
import example.shop.signals.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A trace as horizontal bars, one below the other.
 *
 * @param micros from the start of the first span to the end of the last, in microseconds
 * @param bars a parent before its children, children by start
 * @param left spans without a bar, for lack of room
 */
record Waterfall(long micros, List<Bar> bars, List<Span> left) {

    /**
     * A span at its position.
     *
     * @param depth 0 for a root
     * @param offsetMicros from the start of the trace, in microseconds
     */
    record Bar(Span span, int depth, long offsetMicros) {}

    /** @param most the largest number of bars; spans with errors come first, then the longest */
    static Waterfall of(Trace trace, int most) {
        long begin = trace.spans().stream().mapToLong(Span::startMicros).min().orElse(0);
        Set<Span> shown = new HashSet<>(trace.spans().stream()
                .sorted(Comparator.comparing(Span::isError)
                        .thenComparing(Span::durationMicros)
                        .reversed())
                .limit(most)
                .toList());
        List<Bar> bars = new ArrayList<>();
        trace.roots().forEach(root -> hang(trace, root, 0, begin, shown, bars));
        Set<Span> hung = new HashSet<>();
        bars.forEach(bar -> hung.add(bar.span()));
        return new Waterfall(
                trace.micros(),
                List.copyOf(bars),
                trace.spans().stream().filter(span -> !hung.contains(span)).toList());
    }

    /** The spans left out, in a sentence; empty if there are none. */
    String leftInWords() {
        if (left.isEmpty()) {
            return "";
        }
        long errors = left.stream().filter(Span::isError).count();
        return "%d more %s not shown, %s%s."
                .formatted(
                        left.size(),
                        left.size() == 1 ? "span is" : "spans are",
                        Findings.inAll(left),
                        errors == 0 ? "" : ", " + errors + " of them with an error");
    }

    /** For example {@code 19 spans of gateway, products, users in 31.6 ms}. */
    static String inWords(Trace trace) {
        if (trace.spans().isEmpty()) {
            return "no spans";
        }
        return "%d %s of %s in %s"
                .formatted(
                        trace.spans().size(),
                        trace.spans().size() == 1 ? "span" : "spans",
                        String.join(", ", trace.services()),
                        Findings.millis(trace.micros()));
    }

    private static void hang(Trace trace, Span span, int depth, long begin, Set<Span> shown, List<Bar> bars) {
        if (shown.contains(span)) {
            bars.add(new Bar(span, depth, span.startMicros() - begin));
        }
        trace.children(span).forEach(child -> hang(trace, child, depth + 1, begin, shown, bars));
    }
}
