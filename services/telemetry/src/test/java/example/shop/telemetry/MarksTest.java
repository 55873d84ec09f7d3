package example.shop.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MarksTest {

    private final AtomicLong clock = new AtomicLong();

    @Test
    void twiceASecondsWorthAtOnceAndThenSoManyASecond() {
        Marks marks = new Marks(20, clock::get);
        assertThat(taken(marks)).isEqualTo(40);
        clock.addAndGet(Duration.ofMillis(500).toNanos());
        assertThat(taken(marks)).isEqualTo(10);
        clock.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(taken(marks)).isEqualTo(40);
    }

    @Test
    void noneWhereNoneIsAllowed() {
        Marks marks = new Marks(0, clock::get);
        clock.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(taken(marks)).isZero();
    }

    private static int taken(Marks marks) {
        int taken = 0;
        for (int i = 0; i < 1000; i++) {
            taken += marks.take() ? 1 : 0;
        }
        return taken;
    }
}
