package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.signals.Poll;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces that a pair of collectors keeps: in normal operation, and when one of them is killed. */
@Tag("collector-pair")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CollectorPairIT {

    private static final String COUNTED = "sum(otel_spans_calls_total{service=~\"load-.*\"})";
    private static final String SPANS_OF_GATEWAY =
            "sum(otel_spans_calls_total{service=\"gateway\",span_kind=\"SPAN_KIND_SERVER\",http_route=\"/api/products/{id}\"})";
    private static final String REQUESTS_OF_GATEWAY =
            "sum(http_requests_total{service=\"gateway\",route=\"/api/products/{id}\"})";
    private static final double SHARE = 100 * KnownVerdict.SHARE;
    /** Known traces a second while a member is killed; a sender puts those of one second into a request, a fifth with a reason. */
    private static final int PER_SECOND = 30;

    private static final int REASONS_IN_A_REQUEST = PER_SECOND / 5;
    private static final Duration LIMIT = Duration.ofSeconds(120);
    /** 15 s each, and time for the collectors' count to arrive. */
    private static final Duration TWO_SCRAPES = Duration.ofSeconds(40);

    @Test
    @Order(1)
    void tracesWithAReasonAreKeptAndATenthOfTheRest() throws Exception {
        double before = settled(COUNTED);
        double spansBefore = Metrics.sum(SPANS_OF_GATEWAY);
        double requestsBefore = Metrics.sum(REQUESTS_OF_GATEWAY);
        Trial trial = Trial.of("steady", 60, traffic -> traffic.awaitTraces(3000));
        trial.assertNothingIsMissing();
        assertThat(trial.verdict().plain()).isGreaterThanOrEqualTo(3000);
        assertThat(trial.verdict().share()).isBetween(SHARE - 1.5, SHARE + 1.5);
        // Counted before the collectors drop nine tenths; the probes are a few more.
        double sent = 3.0 * trial.verdict().sent().size();
        assertThat(settled(COUNTED) - before).isBetween(sent, sent * 1.01);
        // The services' own count of requests, and the one from their spans.
        double requests = Metrics.sum(REQUESTS_OF_GATEWAY) - requestsBefore;
        assertThat(requests).isGreaterThan(500);
        assertThat(Metrics.sum(SPANS_OF_GATEWAY) - spansBefore).isBetween(requests * 0.99, requests * 1.01);
    }

    @ParameterizedTest
    @Order(2)
    @ValueSource(strings = {"otel-collector-1", "otel-collector-2"})
    void killedMemberLosesNothingThatTheOtherHad(String member) throws Exception {
        Instant[] killed = new Instant[1];
        Trial trial = Trial.of("kill of " + member, PER_SECOND, traffic -> {
            Compose.run("kill", member);
            killed[0] = Instant.now();
            try {
                traffic.awaitTraces(450);
            } finally {
                Compose.start(member);
                Compose.awaitHealthy(member);
            }
        });
        // A request that it acknowledged and had not forwarded waits on its disk for its return, longer than the ten
        // seconds
        // after which the other side decides: the traces of one request lack the span that is their reason.
        trial.assertNothingIsMissing(trace -> trace.wasUnderWay(trial.begin(), killed[0]));
        assertThat(trial.verdict().missing()).hasSizeLessThanOrEqualTo(REASONS_IN_A_REQUEST);
        assertThat(trial.verdict().split()).hasSizeLessThanOrEqualTo(1);
    }

    /** The value of a counter, as soon as two successive scrapes find the same. */
    private static double settled(String promql) {
        double[] last = {Double.NaN};
        Instant[] since = {Instant.now()};
        return Poll.until(LIMIT, () -> {
                    double now = Metrics.sum(promql);
                    if (now != last[0]) {
                        last[0] = now;
                        since[0] = Instant.now();
                    }
                    return Duration.between(since[0], Instant.now()).compareTo(TWO_SCRAPES) > 0
                            ? Optional.of(now)
                            : Optional.empty();
                })
                .orElseThrow(() -> new AssertionError(promql + " does not settle"));
    }
}
