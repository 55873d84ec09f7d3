package example.shop.signals;

import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Asks until there is an answer or the deadline has passed. */
public final class Poll {

    private static final Duration INTERVAL = Duration.ofMillis(100);

    private Poll() {}

    /** A question whose answer may not be there yet; an exception means that it is not. */
    @FunctionalInterface
    public interface Question<T> {
        Optional<T> ask() throws Exception;
    }

    /**
     * How the asking ended.
     *
     * @param optional the answer, empty where there was none before the deadline
     * @param failure the exception of the last question, empty where that question failed with none
     */
    public record Outcome<T>(Optional<T> optional, Optional<Exception> failure) {

        public boolean isPresent() {
            return optional.isPresent();
        }

        public boolean isEmpty() {
            return optional.isEmpty();
        }

        /** The answer, or an exception that has the failure of the last question as its cause. */
        public T orElseThrow() {
            return orElseThrow(() -> new NoSuchElementException("no answer before the deadline"));
        }

        /**
         * The answer.
         *
         * @param exception thrown where there is none; the failure of the last question is its cause, or suppressed by it
         *     where it has a cause already
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

    /** The same, with {@code interval} between an answer that is none and the next question. */
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
