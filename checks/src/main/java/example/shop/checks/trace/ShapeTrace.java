package example.shop.checks.trace;

import example.shop.checks.expectation.Shape;
import example.shop.checks.system.SentRequest;
import example.shop.signals.Trace;
import java.time.Duration;
import java.util.Optional;

/**
 * The request of a shape, and what there is of its trace.
 *
 * @param silence what was wrong with Jaeger's last answer, where it was none
 * @param waited from the end of the request until the trace was as expected, or was given up
 */
record ShapeTrace(Shape shape, SentRequest visit, Comparison comparison, Optional<String> silence, Duration waited) {

    Trace trace() {
        return comparison.trace();
    }

    boolean isAsExpected() {
        return visit.trouble().isEmpty() && comparison.isAsExpected();
    }
}
