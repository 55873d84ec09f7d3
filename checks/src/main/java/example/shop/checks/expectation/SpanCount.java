package example.shop.checks.expectation;

import example.shop.signals.Trace;
import java.util.Optional;

/**
 * How many spans of a trace may match a pattern, anywhere in its tree.
 *
 * @param atLeast inclusive
 * @param atMost inclusive
 */
public record SpanCount(SpanPattern pattern, int atLeast, int atMost) {

    /** The error of {@code trace}, in words, or nothing. */
    public Optional<String> wrong(Trace trace) {
        long count = trace.spans().stream().filter(pattern::fits).count();
        if (count >= atLeast && count <= atMost) {
            return Optional.empty();
        }
        return Optional.of(count + " " + pattern.said() + ", expected " + bounds());
    }

    private String bounds() {
        if (atLeast == atMost) {
            return "exactly " + atLeast;
        }
        if (atMost == Integer.MAX_VALUE) {
            return "at least " + atLeast;
        }
        return atLeast == 0 ? "at most " + atMost : atLeast + " to " + atMost;
    }
}
