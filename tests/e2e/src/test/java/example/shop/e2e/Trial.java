package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.signals.Poll;
import example.shop.signals.Trace;
import example.shop.signals.TraceParent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Known traces and real visits during a disturbance of the pair, and their outcome.
 *
 * @param begin when the disturbance began
 * @param normal how long after its end a new trace was whole in Jaeger
 * @param calm the latency of visits before it began and after normal operation returned
 * @param meanwhile the latency in between
 * @param visits how many there were
 * @param answered how many of them were answered with success
 * @param lostVisits those answered whose trace, though marked, lacks one of the three services
 */
record Trial(
        KnownVerdict verdict,
        Instant begin,
        Duration normal,
        Latency calm,
        Latency meanwhile,
        int visits,
        int answered,
        List<TraceParent> lostVisits) {

    /** The disturbance; it has ended when the method returns. */
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
            traffic.awaitTraces(PEACE * perSecond);
            Instant begin = Instant.now();
            disturbance.happen(traffic);
            Duration normal = awaitNormal();
            Instant end = Instant.now();
            traffic.awaitTraces(PEACE * perSecond);
            List<TraceParent> answered = visits.end();
            KnownVerdict verdict = KnownVerdict.of(traffic.end());
            Predicate<Instant> meanwhile = visit -> visit.isAfter(begin) && visit.isBefore(end);
            Trial trial = new Trial(
                    verdict,
                    begin,
                    normal,
                    visits.latency(meanwhile.negate()),
                    visits.latency(meanwhile),
                    visits.count(),
                    answered.size(),
                    lost(answered));
            Figures.row(scenario, trial);
            return trial;
        }
    }

    /** Every trace that must be kept is there and whole, and no other is there in part. */
    void assertNothingIsMissing() throws Exception {
        assertNothingIsMissing(trace -> false);
    }

    /** The same, except for those in {@code mayBeMissing}. */
    void assertNothingIsMissing(Predicate<KnownTrace> mayBeMissing) throws Exception {
        assertNothingIsMissing(mayBeMissing, 0);
    }

    /** The same, and at most {@code visitsAtMost} visits may have no whole trace. */
    void assertNothingIsMissing(Predicate<KnownTrace> mayBeMissing, int visitsAtMost) throws Exception {
        assertNone("lost", verdict.lost(), mayBeMissing);
        assertNone("broken", verdict.broken(), mayBeMissing);
        assertNone("split", verdict.split(), mayBeMissing);
        assertThat(lostVisits).as("visits without a whole trace").hasSizeLessThanOrEqualTo(visitsAtMost);
        assertThat(answered).as("visits answered with success, of " + visits).isGreaterThanOrEqualTo(visits * 99 / 100);
        assertThat(verdict.doubled()).as("spans that a reader sees twice").isZero();
        Compose.assertNoneWasStartedAgain(Compose.containers());
    }

    private void assertNone(String what, List<KnownTrace> traces, Predicate<KnownTrace> mayBeMissing) {
        assertThat(traces.stream().filter(mayBeMissing.negate()))
                .as("%s, disturbance began at %s: %s", what, begin, KnownVerdict.describe(traces))
                .isEmpty();
    }

    private static List<TraceParent> lost(List<TraceParent> answered) {
        Set<TraceParent> missing = new HashSet<>(answered);
        Poll.until(Duration.ofSeconds(60), () -> {
            for (TraceParent visit : List.copyOf(missing)) {
                if (Trace.fetch(Stack.JAEGER, visit.traceId())
                        .filter(trace -> trace.services().size() == 3 && trace.hangsTogetherBelow(visit))
                        .isPresent()) {
                    missing.remove(visit);
                }
            }
            return missing.isEmpty() ? Optional.of(true) : Optional.empty();
        });
        return List.copyOf(missing);
    }

    private static Duration awaitNormal() throws Exception {
        Instant over = Instant.now();
        Await.until(LIMIT, "a trace comes through", () -> {
            try (KnownTraffic one = KnownTraffic.begin(1)) {
                one.awaitTraces(1);
                return KnownVerdict.isThere(one.end().getFirst());
            }
        });
        return Duration.between(over, Instant.now());
    }
}
