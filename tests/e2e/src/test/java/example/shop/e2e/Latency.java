package example.shop.e2e;

import java.time.Duration;
import java.util.List;

/** Percentiles of the duration of requests. */
record Latency(Duration p50, Duration p99) {

    /** Of {@code durations}; of none, zero. */
    static Latency of(List<Duration> durations) {
        if (durations.isEmpty()) {
            return new Latency(Duration.ZERO, Duration.ZERO);
        }
        List<Duration> sorted = durations.stream().sorted().toList();
        return new Latency(sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 99 / 100));
    }

    /** In milliseconds, as in a table. */
    @Override
    public String toString() {
        return p50.toMillis() + ", " + p99.toMillis();
    }
}
