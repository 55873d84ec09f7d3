package example.shop.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FastDurationsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate(x[5m])                   | rate(x[10s])",
                "        for: 15m              | for: 30s",
                "    interval: 30s             | interval: 1s",
                "scrape_interval: 15s          | scrape_interval: 500ms",
                "scrape_interval: 6s           | scrape_interval: 500ms",
                "evaluation_interval: 30s      | evaluation_interval: 1s",
                "x offset 1h                   | x offset 120s",
                "/ 5m                          | / 10s",
                "uptime < 10m                  | uptime < 20s",
            })
    void durationIsDivided(String text, String fast) {
        assertThat(FastDurations.in(text.strip())).isEqualTo(fast);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expr: service:http_requests:rate5m > 0.05",
                "summary: for 5 minutes of 10m",
                "long_window: 1h",
                "# for: 5m is what the contract says",
                "time: 15d",
                "name: interval5m",
            })
    void everythingElseStays(String text) {
        assertThat(FastDurations.in(text)).isEqualTo(text);
    }

    @Test
    void everyLineOfATextIsRead() {
        assertThat(FastDurations.in("for: 1m\nexpr: a[5m] / b[1h]\nfor: 10m\n"))
                .isEqualTo("for: 2s\nexpr: a[10s] / b[120s]\nfor: 20s\n");
    }

    @Test
    void indivisibleDurationIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FastDurations.in("rate(x[7ms])"))
                .withMessage("7ms cannot be divided by 30");
    }
}
