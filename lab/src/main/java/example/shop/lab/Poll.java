package example.shop.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Asks until there is an answer or the deadline has passed. */
public final class Poll {

    private static final Duration INTERVAL = Duration.ofMillis(100);

    private Poll() {}

    /** A question whose answer may not be there yet; an exception means that it is not. */
    @FunctionalInterface
    public interface Question<T> {
        Optional<T> ask() throws Exception;
    }

    /** The first answer within {@code limit}, or none. */
    public static <T> Optional<T> until(Duration limit, Question<T> question) {
        return until(limit, INTERVAL, question);
    }

    /** The same, with {@code interval} between an answer that is none and the next question. */
    public static <T> Optional<T> until(Duration limit, Duration interval, Question<T> question) {
        Instant deadline = Instant.now().plus(limit);
        do {
            Optional<T> answer = quietly(question);
            if (answer.isPresent()) {
                return answer;
            }
            LockSupport.parkNanos(interval.toNanos());
        } while (Instant.now().isBefore(deadline) && !Thread.currentThread().isInterrupted());
        return Optional.empty();
    }

    private static <T> Optional<T> quietly(Question<T> question) {
        try {
            return question.ask();
        } catch (LabException hopeless) {
            throw hopeless;
        } catch (Exception notYet) {
            return Optional.empty();
        }
    }
}
