package example.shop.signals;

import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Repeats a question until there is an answer or the deadline has passed. */
public final class Poll {

    private static final Duration INTERVAL = Duration.ofMillis(100);

    private Poll() {}

    /** A question that may have no answer yet; an exception but {@link FatalException} means that it has none. */
    @FunctionalInterface
    public interface Question<T> {
        Optional<T> ask() throws Exception;
    }

    /**
     * The result of polling.
     *
     * @param optional the answer, empty if there was none before the deadline
     * @param failure the exception of the last question, empty if that question threw none
     */
    public record Outcome<T>(Optional<T> optional, Optional<Exception> failure) {

        public boolean isPresent() {
            return optional.isPresent();
        }

        public boolean isEmpty() {
            return optional.isEmpty();
        }

        /** The answer, or an exception with the failure of the last question as its cause. */
        public T orElseThrow() {
            return orElseThrow(() -> new NoSuchElementException("no answer before the deadline"));
        }

        /**
         * The answer.
         *
         * @param exception thrown if there is none; the failure of the last question is its cause, or suppressed by it
         *     if it already has a cause
         */
        public <X extends Throwable> T orElseThrow(Supplier<X> exception) throws X {
            if (optional.isPresent()) {
                return optional.get();
            }
            X thrown = exception.get();
            failure.filter(last -> last != thrown && last != thrown.getCause()).ifPresent(last -> attach(last, thrown));
            throw thrown;
        }

        private static void attach(Exception last, Throwable thrown) {
            try {
                thrown.initCause(last);
            } catch (IllegalStateException hasOne) {
                thrown.addSuppressed(last);
            }
        }
    }

    /** The first answer within {@code limit}, or none. */
    public static <T> Outcome<T> until(Duration limit, Question<T> question) {
        return until(limit, INTERVAL, question);
    }

    /** The same, with {@code interval} between a question without an answer and the next one. */
    public static <T> Outcome<T> until(Duration limit, Duration interval, Question<T> question) {
        Instant deadline = Instant.now().plus(limit);
        Outcome<T> last;
        do {
            last = ask(question);
            if (last.isPresent()) {
                return last;
            }
            LockSupport.parkNanos(interval.toNanos());
        } while (Instant.now().isBefore(deadline) && !Thread.currentThread().isInterrupted());
        return last;
    }

    private static <T> Outcome<T> ask(Question<T> question) {
        try {
            return new Outcome<>(question.ask(), Optional.empty());
        } catch (FatalException hopeless) {
            throw hopeless;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return new Outcome<>(Optional.empty(), Optional.of(ended));
        } catch (Exception notYet) {
            return new Outcome<>(Optional.empty(), Optional.of(notYet));
        }
    }
}
