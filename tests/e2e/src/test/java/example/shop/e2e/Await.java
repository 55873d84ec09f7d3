package example.shop.e2e;

import example.shop.signals.Loki;
import example.shop.signals.Poll;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Waits for what a test expects; the assertion error says what did not come. */
final class Await {

    private Await() {}

    /** An exception means that it does not hold yet. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }

    static void until(Duration limit, String what, Condition condition) {
        until(limit, what, condition::holds, holds -> holds);
    }

    /** The answer to {@code question} as soon as it is {@code enough}; the assertion error shows the last one. */
    static <T> T until(Duration limit, String what, Callable<T> question, Predicate<T> enough) {
        AtomicReference<T> last = new AtomicReference<>();
        return Poll.until(limit, () -> {
                    last.set(question.call());
                    return Optional.of(last.get()).filter(enough);
                })
                .orElseThrow(() -> new AssertionError(
                        "not within " + limit.toSeconds() + " s: " + what + "; the last answer was " + last.get()));
    }

    /** The lines of {@code query} in the stack's Loki since {@code from}, as soon as there are {@code count}. */
    static List<Loki.Line> lines(Duration limit, String query, Instant from, int count) {
        return until(
                limit,
                count + " lines of " + query,
                () -> Stack.LOKI.lines(query, from, Instant.now().plusSeconds(10)),
                lines -> lines.size() >= count);
    }
}
