package example.shop.checks.trace;

import example.shop.checks.expectation.Shape;
import example.shop.checks.system.Jaeger;
import example.shop.checks.system.SentRequest;
import example.shop.signals.FatalException;
import example.shop.signals.Poll;
import example.shop.signals.Trace;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Waits until the trace of a request is as expected, or the deadline has passed. */
final class TraceWatch {

    private static final Duration INTERVAL = Duration.ofMillis(300);
    /** A service sends its spans once a second: a span that is still to come may be one too many. */
    private static final Duration STEADY = Duration.ofMillis(1200);

    private final Jaeger jaeger;
    private final Duration deadline;

    TraceWatch(Jaeger jaeger, Duration deadline) {
        this.jaeger = jaeger;
        this.deadline = deadline;
    }

    /** The trace when it was as expected and remained so; else its last state. */
    ShapeTrace await(Shape shape, SentRequest visit) {
        Look look = new Look(shape, new Trace(visit.parent().traceId(), List.of()));
        // A failed request may have spans, and they may give the reason; the wait for them is short.
        Duration limit = visit.trouble().isEmpty() ? deadline : min(deadline, Duration.ofSeconds(5));
        Poll.until(limit, INTERVAL, () -> look.again(jaeger, visit));
        return new ShapeTrace(
                shape, visit, look.comparison, look.silence, Duration.between(visit.ended(), Instant.now()));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static final class Look {

        private final Shape shape;
        private Comparison comparison;
        private Instant since = Instant.now();
        private Optional<String> silence = Optional.empty();

        Look(Shape shape, Trace trace) {
            this.shape = shape;
            comparison = Comparison.of(shape, trace);
        }

        Optional<Comparison> again(Jaeger jaeger, SentRequest visit) {
            try {
                return compare(jaeger.trace(visit.parent().traceId()));
            } catch (IOException e) {
                silence = Optional.of(e.getMessage());
                return Optional.empty();
            } catch (FatalException hopeless) {
                throw hopeless;
            } catch (RuntimeException defect) {
                // A poll would take it for a trace that has not arrived yet.
                throw new FatalException(
                        "Internal error: trace " + visit.parent().traceId() + " cannot be compared", defect);
            }
        }

        private Optional<Comparison> compare(Trace trace) {
            silence = Optional.empty();
            if (trace.spans().size() != comparison.trace().spans().size()) {
                comparison = Comparison.of(shape, trace);
                since = Instant.now();
            }
            return Optional.of(comparison).filter(Comparison::isAsExpected).filter(steady -> Instant.now()
                    .isAfter(since.plus(STEADY)));
        }
    }
}
