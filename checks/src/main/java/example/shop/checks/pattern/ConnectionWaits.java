package example.shop.checks.pattern;

import example.shop.signals.Span;
import example.shop.signals.Trace;
import java.util.Comparator;
import java.util.List;

/** Requests that waited for a connection of the pool, with or without success. */
final class ConnectionWaits {

    /**
     * In microseconds. A pool with a free connection returns it in less than 1 ms, and in about 5 ms if it must be opened
     * first; to open one over a slow network may take some tens.
     */
    static final long LONG_MICROS = 100_000;

    private ConnectionWaits() {}

    static List<Finding> in(Trace trace) {
        return trace.spans().stream()
                .filter(span -> span.name().equals("DataSource.getConnection"))
                .filter(span -> span.durationMicros() >= LONG_MICROS)
                .sorted(Comparator.comparingLong(Span::startMicros))
                .map(span -> new Finding(
                        Finding.Pattern.BLOCKED,
                        "%s waited %s for a connection %s: others hold the pool's connections."
                                .formatted(
                                        Findings.named(span),
                                        Findings.millis(span.durationMicros()),
                                        span.isError() ? "and got none" : "of the database"),
                        List.of(span)))
                .toList();
    }
}
