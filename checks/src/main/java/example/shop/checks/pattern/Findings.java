package example.shop.checks.pattern;

import example.shop.signals.Span;
import example.shop.signals.Trace;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds things in a trace that are rarely intended, by patterns that need no knowledge of the shop. */
public final class Findings {

    private Findings() {}

    /** @return by pattern and start; empty for a trace without findings, and for one without spans */
    public static List<Finding> of(Trace trace) {
        return Stream.of(
                        NPlusOne.in(trace),
                        RetryLoops.in(trace),
                        Timeouts.in(trace),
                        ConnectionWaits.in(trace),
                        SequentialCalls.in(trace))
                .flatMap(List::stream)
                .toList();
    }

    /** For example {@code 12.3 ms in all}. */
    public static String inAll(List<Span> spans) {
        return millis(micros(spans)) + " in all";
    }

    /** Sum of the durations, in microseconds. */
    static long micros(List<Span> spans) {
        return spans.stream().mapToLong(Span::durationMicros).sum();
    }

    /** For example {@code 12.3 ms}. */
    public static String millis(long micros) {
        return String.format(Locale.ROOT, "%.1f ms", micros / 1000.0);
    }

    /** The name of a span and its service, such as {@code get-user-by-id (users)}. */
    static String named(Span span) {
        return span.name() + " (" + span.service() + ")";
    }
}
