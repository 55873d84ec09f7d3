package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.lab.Poll;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pair of collectors keeps: while all is well, and when one of them is killed. */
@Tag("gateway")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GatewayIT {

    private static final double SHARE = 10;
    private static final String COUNTED = "sum(otel_spans_calls_total{service=~\"load-.*\"})";
    private static final String SPANS_OF_GATEWAY =
            "sum(otel_spans_calls_total{service=\"gateway\",span_kind=\"SPAN_KIND_SERVER\",http_route=\"/api/products/{id}\"})";
    private static final String REQUESTS_OF_GATEWAY =
            "sum(http_requests_total{service=\"gateway\",route=\"/api/products/{id}\"})";
    /** A trace's spans come within two seconds; until one speaks for it, the others are in one member's memory alone. */
    private static final Duration IN_MEMORY = Duration.ofSeconds(3);

    private static final Duration IN_FLIGHT = Duration.ofSeconds(2);

    @Test
    @Order(1)
    void everythingThatSpeaksForItselfIsKeptAndATenthOfTheRest() throws Exception {
        double before = Metrics.sum(COUNTED);
        double spansBefore = Metrics.sum(SPANS_OF_GATEWAY);
        double requestsBefore = Metrics.sum(REQUESTS_OF_GATEWAY);
        Trial trial = Trial.of("steady", 60, traffic -> Trial.awaitTraces(traffic, 3000));
        trial.assertNothingIsMissing();
        assertThat(trial.verdict().plain()).isGreaterThanOrEqualTo(3000);
        assertThat(trial.verdict().share()).isBetween(SHARE - 1.5, SHARE + 1.5);
        // Counted before nine tenths of them were dropped; the probes are a few more.
        double sent = 3.0 * trial.verdict().sent().size();
        assertThat(Poll.until(Duration.ofSeconds(60), () -> Optional.of(Metrics.sum(COUNTED) - before)
                        .filter(counted -> counted >= sent)))
                .hasValueSatisfying(counted -> assertThat(counted).isBetween(sent, sent * 1.01));
        // The services' own count of requests, and the one from their spans.
        Poll.until(Duration.ofSeconds(60), () -> {
                    double requests = Metrics.sum(REQUESTS_OF_GATEWAY) - requestsBefore;
                    double spans = Metrics.sum(SPANS_OF_GATEWAY) - spansBefore;
                    return requests > 500 && Math.abs(spans / requests - 1) < 0.01
                            ? Optional.of(true)
                            : Optional.empty();
                })
                .orElseThrow(() -> new AssertionError("spans and requests are not as many, within 1 %"));
    }

    @ParameterizedTest
    @Order(2)
    @ValueSource(strings = {"otel-collector-1", "otel-collector-2"})
    void killedMemberTakesNothingWithItThatTheOtherHad(String member) throws Exception {
        Trial trial = Trial.of("kill of " + member, 30, traffic -> {
            Compose.run("kill", member);
            Trial.awaitTraces(traffic, 450);
            Compose.run("start", member);
            Compose.awaitHealthy(member);
        });
        trial.assertNothingIsMissing(IN_MEMORY, IN_FLIGHT);
    }
}
