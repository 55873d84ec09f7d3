package example.shop.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    @Test
    void continuesWhileTheRateRises() {
        WarmUp warmUp = after(500, 700, 900, 1100);

        assertThat(warmUp.isOver()).isFalse();
        warmUp.add(1120);
        assertThat(warmUp.isOver()).as("one period without a rise").isFalse();
        warmUp.add(1130);
        assertThat(warmUp.isOver()).isTrue();
        assertThat(warmUp.periods()).isEqualTo(6);
        assertThat(warmUp.periodsToLastRise()).isEqualTo(4);
    }

    @Test
    void slowRiseCounts() {
        assertThat(after(1000, 1040, 1080, 1120, 1160, 1200).isOver()).isFalse();
    }

    @Test
    void noisyPeriodDoesNotEndIt() {
        assertThat(after(500, 300, 700, 650, 900).isOver()).isFalse();
    }

    @Test
    void endsEvenIfTheRateKeepsRising() {
        assertThat(after(DoubleStream.iterate(1, rate -> rate * 2).limit(20).toArray())
                        .isOver())
                .isTrue();
    }

    private static WarmUp after(double... rates) {
        WarmUp warmUp = new WarmUp();
        DoubleStream.of(rates).forEach(warmUp::add);
        return warmUp;
    }
}
