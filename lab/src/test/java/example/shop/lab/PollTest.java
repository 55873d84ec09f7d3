package example.shop.lab;

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
                        () -> asked.incrementAndGet() == 3 ? Optional.of("yes") : Optional.empty()))
                .contains("yes");
        assertThat(asked).hasValue(3);
    }

    @Test
    void noAnswerEndsAtTheDeadline() {
        Instant start = Instant.now();
        assertThat(Poll.until(Duration.ofMillis(300), Optional::empty)).isEmpty();
        assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofMillis(300), Duration.ofSeconds(5));
    }

    @Test
    void oneQuestionIsAskedEvenWithoutTime() {
        assertThat(Poll.until(Duration.ZERO, () -> Optional.of("yes"))).contains("yes");
    }

    @Test
    void exceptionIsNoAnswerYet() {
        Optional<String> answer = Poll.until(Duration.ofSeconds(10), () -> {
            if (asked.incrementAndGet() == 1) {
                throw new IOException("not yet");
            }
            return Optional.of("yes");
        });
        assertThat(answer).contains("yes");
    }

    @Test
    void labExceptionEndsTheAskingAtOnce() {
        assertThatExceptionOfType(LabException.class)
                .isThrownBy(() -> Poll.until(Duration.ofSeconds(10), () -> {
                    asked.incrementAndGet();
                    throw new LabException("hopeless");
                }))
                .withMessage("hopeless");
        assertThat(asked).hasValue(1);
    }
}
