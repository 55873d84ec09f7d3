package example.shop.checks;

import example.shop.lab.Poll;
import example.shop.lab.Trace;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Waits for the trace of a request until it is as expected, or the deadline has passed. */
final class TraceWatch {

    private static final Duration INTERVAL = Duration.ofMillis(300);
    /** A service sends its spans once a second: what is not yet there may be one too many. */
    private static final Duration STEADY = Duration.ofMillis(1200);

    private final Jaeger jaeger;
    private final Duration deadline;

    TraceWatch(Jaeger jaeger, Duration deadline) {
        this.jaeger = jaeger;
        this.deadline = deadline;
    }

    /** The trace as it was when it was as expected, and remained so; else as it was last. */
    ShapeTrace await(Shape shape, Visit visit) {
        Look look = new Look(shape, new Trace(visit.parent().traceId(), List.of()));
        // Of an answer that is none there may be spans, and they may say why; they are not waited for long.
        Duration limit = visit.trouble().isEmpty() ? deadline : min(deadline, Duration.ofSeconds(5));
        Poll.until(limit, INTERVAL, () -> look.again(jaeger, visit));
        return new ShapeTrace(shape, visit, look.comparison, Duration.between(visit.ended(), Instant.now()));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static final class Look {

        private final Shape shape;
        private Comparison comparison;
        private Instant since = Instant.now();

        Look(Shape shape, Trace trace) {
            this.shape = shape;
            comparison = Comparison.of(shape, trace);
        }

        Optional<Comparison> again(Jaeger jaeger, Visit visit) throws IOException {
            Trace trace = jaeger.trace(visit.parent().traceId());
            if (trace.spans().size() != comparison.trace().spans().size()) {
                comparison = Comparison.of(shape, trace);
                since = Instant.now();
            }
            return Optional.of(comparison).filter(Comparison::isAsExpected).filter(steady -> Instant.now()
                    .isAfter(since.plus(STEADY)));
        }
    }
}
