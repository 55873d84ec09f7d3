package example.shop.checks.pattern;

import example.shop.signals.Span;
import java.util.List;

/**
 * Something in a trace that is rarely intended.
 *
 * @param said a description, with the names of the spans
 * @param spans its spans, by start
 */
public record Finding(Pattern pattern, String said, List<Span> spans) {

    /** The known patterns. */
    public enum Pattern {
        N_PLUS_ONE,
        RETRY_LOOP,
        TIMEOUT,
        /** A wait for a resource that others hold, such as a connection of the pool. */
        BLOCKED,
        /** Calls one after the other, although none needs the one before. */
        SEQUENTIAL_CALLS
    }
}
