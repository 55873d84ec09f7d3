package example.shop.checks.trace;

import example.shop.checks.expectation.Shape;
import example.shop.checks.system.SentRequest;
import example.shop.signals.Trace;
import java.time.Duration;
import java.util.Optional;

/**
 * The request of a shape, and its trace so far.
 *
 * @param silence the error of Jaeger's last answer, if it failed
 * @param waited from the end of the request until the trace was as expected, or the wait ended
 */
record ShapeTrace(Shape shape, SentRequest visit, Comparison comparison, Optional<String> silence, Duration waited) {

    Trace trace() {
        return comparison.trace();
    }

    boolean isAsExpected() {
        return visit.trouble().isEmpty() && comparison.isAsExpected();
    }
}
