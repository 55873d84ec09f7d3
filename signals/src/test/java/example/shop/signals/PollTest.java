package example.shop.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PollTest {

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void firstAnswerEndsTheAsking() {
        assertThat(Poll.until(
                                Duration.ofSeconds(10),
                                () -> asked.incrementAndGet() == 3 ? Optional.of("yes") : Optional.empty())
                        .optional())
                .contains("yes");
        assertThat(asked).hasValue(3);
    }

    @Test
    void noAnswerEndsAtTheDeadline() {
        Instant start = Instant.now();
        assertThat(Poll.until(Duration.ofMillis(300), Optional::empty).isEmpty())
                .isTrue();
        assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofMillis(300), Duration.ofSeconds(5));
    }

    @Test
    void oneQuestionIsAskedEvenWithoutTime() {
        assertThat(Poll.until(Duration.ZERO, () -> Optional.of("yes")).optional())
                .contains("yes");
    }

    @Test
    void exceptionIsNoAnswerYet() {
        Poll.Outcome<String> answer = Poll.until(Duration.ofSeconds(10), () -> {
            if (asked.incrementAndGet() == 1) {
                throw new IOException("not yet");
            }
            return Optional.of("yes");
        });
        assertThat(answer.optional()).contains("yes");
        assertThat(answer.failure()).isEmpty();
    }

    @Test
    void lastFailureIsTheCauseWhereNoAnswerCame() {
        Poll.Outcome<String> none = Poll.until(Duration.ofMillis(250), () -> {
            throw new IOException("failure " + asked.incrementAndGet());
        });
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> none.orElseThrow(() -> new AssertionError("no answer")))
                .withMessage("no answer")
                .havingCause()
                .isInstanceOf(IOException.class)
                .withMessage("failure " + asked.get());
    }

    @Test
    void failureIsKeptBesideACauseThatIsThere() {
        IOException refused = new IOException("refused");
        Poll.Outcome<String> none = Poll.until(Duration.ZERO, () -> {
            throw refused;
        });
        FatalException thrown = new FatalException("no answer", new IOException("other"));
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> none.orElseThrow(() -> thrown))
                .withCauseExactlyInstanceOf(IOException.class);
        assertThat(thrown.getSuppressed()).containsExactly(refused);
    }

    @Test
    void interruptEndsTheAskingAndStaysSet() {
        Poll.Outcome<String> none = Poll.until(Duration.ofMinutes(1), () -> {
            throw new InterruptedException();
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(none.isEmpty()).isTrue();
    }

    @Test
    void fatalExceptionEndsThePollingAtOnce() {
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> Poll.until(Duration.ofSeconds(10), () -> {
                    asked.incrementAndGet();
                    throw new FatalException("hopeless");
                }))
                .withMessage("hopeless");
        assertThat(asked).hasValue(1);
    }
}
