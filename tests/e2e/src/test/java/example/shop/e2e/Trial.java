package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.lab.Poll;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Known traces and real visits while something happens to the pair, and what has become of them.
 *
 * @param begin when it began to happen
 * @param normal how long after its end a new trace was whole in Jaeger
 * @param p99 of the visits' duration
 */
record Trial(KnownVerdict verdict, Instant begin, Duration normal, Duration p99) {

    /** What happens; it has ended when it returns. */
    @FunctionalInterface
    interface Disturbance {
        void happen(KnownTraffic traffic) throws Exception;
    }

    private static final Duration LIMIT = Duration.ofMinutes(8);
    /** Before and after, in seconds. */
    private static final int PEACE = 10;

    /** Runs {@code disturbance} while {@code perSecond} known traces a second are sent; adds a row to the figures. */
    static Trial of(String scenario, int perSecond, Disturbance disturbance) throws Exception {
        try (KnownTraffic traffic = KnownTraffic.begin(perSecond);
                Visits visits = Visits.begin()) {
            awaitTraces(traffic, PEACE * perSecond);
            Instant begin = Instant.now();
            disturbance.happen(traffic);
            Duration normal = awaitNormal();
            awaitTraces(traffic, PEACE * perSecond);
            visits.end();
            KnownVerdict verdict = KnownVerdict.of(traffic.end());
            Trial trial = new Trial(verdict, begin, normal, visits.p99());
            Figures.row(scenario, trial);
            return trial;
        }
    }

    /** Waits until {@code more} traces were begun. */
    static void awaitTraces(KnownTraffic traffic, int more) {
        int goal = traffic.count() + more;
        Poll.until(LIMIT, () -> traffic.count() >= goal ? Optional.of(true) : Optional.empty())
                .orElseThrow(() -> new AssertionError("only " + traffic.count() + " traces were begun"));
    }

    /** Every trace that must be kept is there, whole, and of no other is there a part. */
    void assertNothingIsMissing() {
        assertNothingIsMissing(List.of());
    }

    /** The same, but for traces of which something came between so long before the beginning and so long after it. */
    void assertNothingIsMissing(Duration before, Duration after) {
        List<KnownTrace> underWay = verdict.sent().stream()
                .filter(trace -> trace.wasUnderWay(begin.minus(before), begin.plus(after)))
                .toList();
        System.out.printf(
                "of %d traces under way, lost %d, broken %d, split %d%n",
                underWay.size(),
                verdict.lost().stream().filter(underWay::contains).count(),
                verdict.broken().stream().filter(underWay::contains).count(),
                verdict.split().stream().filter(underWay::contains).count());
        assertNothingIsMissing(underWay);
    }

    private void assertNothingIsMissing(List<KnownTrace> excepted) {
        assertNone("lost", verdict.lost(), excepted);
        assertNone("broken", verdict.broken(), excepted);
        assertNone("split", verdict.split(), excepted);
    }

    private void assertNone(String what, List<KnownTrace> traces, List<KnownTrace> excepted) {
        assertThat(traces.stream().filter(trace -> !excepted.contains(trace)))
                .as("%s, where it began at %s: %s", what, begin, KnownVerdict.describe(traces))
                .isEmpty();
    }

    private static Duration awaitNormal() throws Exception {
        Instant over = Instant.now();
        Poll.until(LIMIT, () -> {
                    try (KnownTraffic one = KnownTraffic.begin(1)) {
                        awaitTraces(one, 1);
                        return KnownVerdict.isThere(one.end().getFirst()) ? Optional.of(true) : Optional.empty();
                    }
                })
                .orElseThrow(() -> new AssertionError("no trace came through for " + LIMIT));
        return Duration.between(over, Instant.now());
    }
}
