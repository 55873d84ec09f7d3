package example.shop.checks.pattern;

import example.shop.signals.Span;
import java.util.List;

/**
 * Something in a trace that is rarely meant to be so.
 *
 * @param said what it is, with the names of the spans
 * @param spans those that make it up, by start
 */
public record Finding(Pattern pattern, String said, List<Span> spans) {

    /** The patterns that are looked for. */
    public enum Pattern {
        N_PLUS_ONE,
        RETRY_LOOP,
        TIMEOUT,
        /** A wait for something that others hold, such as a connection of the pool. */
        BLOCKED,
        /** Calls one after the other, none of which needs the one before. */
        SEQUENTIAL_CALLS
    }
}
