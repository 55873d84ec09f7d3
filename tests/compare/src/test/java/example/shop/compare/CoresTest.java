package example.shop.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoresTest {

    @Test
    void useIsTheShareOfTheTimeBetweenTwoReadings() {
        Cores.Use use = new Cores(150, 1030, 3_000_000_000L).since(new Cores(60, 1000, 2_000_000_000L));

        assertThat(use.servicePercent()).isEqualTo(90);
        assertThat(use.otherPercent()).isEqualTo(30);
    }

    @Test
    void kernelReportsThisProcess() {
        Cores now = Cores.now(ProcessHandle.current());

        assertThat(now.service()).isPositive();
        assertThat(now.other()).isPositive();
    }
}
