package example.shop.checks.pattern;

import example.shop.signals.Span;
import example.shop.signals.Trace;
import java.util.List;

/** One request that is sent repeatedly below one parent. */
final class RetryLoops {

    /** Tries of a request that failed before. The shop's own clients try twice, by policy; a third try is a loop. */
    static final int TRIES = 3;

    /** If none failed: more than five, as in the query for {@code retry-storm} in docs/telemetry.md. */
    static final int REPEATS = 6;

    private RetryLoops() {}

    static List<Finding> in(Trace trace) {
        return Siblings.of(trace, Siblings::request).stream()
                // Whether two statements asked for the same is unknown: the span does not hold their values.
                .filter(group -> !Siblings.isStatement(group.spans().getFirst()))
                .filter(group -> group.spans().size() >= (failedBefore(group.spans()) > 0 ? TRIES : REPEATS))
                .filter(Siblings::oneAfterTheOther)
                .map(group ->
                        new Finding(Finding.Pattern.RETRY_LOOP, said(group.parent(), group.spans()), group.spans()))
                .toList();
    }

    /** How many failed before another was sent. */
    private static long failedBefore(List<Span> spans) {
        return spans.stream().limit(spans.size() - 1L).filter(Span::isError).count();
    }

    private static String said(Span parent, List<Span> spans) {
        long failed = spans.stream().filter(Span::isError).count();
        return "%d x the same request %s one after the other below %s, %s: %s"
                .formatted(
                        spans.size(),
                        Findings.named(spans.getFirst()),
                        Findings.named(parent),
                        Findings.inAll(spans),
                        failed == 0
                                ? "none of them failed, so the first answer was enough."
                                : failed + " failed, and the next was sent nevertheless.");
    }
}
