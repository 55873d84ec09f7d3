package example.shop.checks.pattern;

import static example.shop.checks.pattern.Finding.Pattern.BLOCKED;
import static example.shop.checks.pattern.Finding.Pattern.N_PLUS_ONE;
import static example.shop.checks.pattern.Finding.Pattern.RETRY_LOOP;
import static example.shop.checks.pattern.Finding.Pattern.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import example.shop.checks.ChangedTrace;
import example.shop.checks.Spans;
import example.shop.signals.Trace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in traces of the running shop, each with another of its faults. */
class FindingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"product", "product-cold", "checkout", "checkout-cold"})
    void nothingIsFoundInATraceInOrder(String name) {
        assertThat(Findings.of(ChangedTrace.of(name).trace())).isEmpty();
    }

    @Test
    void rowsReadOneByOneAreFoundWithTheirStatement() {
        Finding finding = only("n-plus-one");
        assertThat(finding.pattern()).isEqualTo(N_PLUS_ONE);
        assertThat(finding.spans()).hasSize(20);
        assertThat(finding.said())
                .isEqualTo("20 x SELECT users.users (users) one after the other below load-one-by-one (users), "
                        + "5.4 ms in all, each SELECT * FROM users WHERE id = ?: one statement could bring all of it.");
    }

    @Test
    void repeatedRequestIsFound() {
        Finding finding = only("retry-storm");
        assertThat(finding.pattern()).isEqualTo(RETRY_LOOP);
        assertThat(finding.spans()).hasSize(10);
        assertThat(finding.said())
                .startsWith("10 x the same request GET /entitlements.json (users) one after the other below "
                        + "http.request (users), 10.0 ms in all: none of them failed");
    }

    @Test
    void callsWithoutAnAnswerAreFoundAndTwoTriesAreNoLoop() {
        Finding finding = only("external-timeout");
        assertThat(finding.pattern()).isEqualTo(TIMEOUT);
        assertThat(finding.said())
                .isEqualTo("2 calls GET /api/users/{id} (products) below call-user-service (products) ended without "
                        + "an answer after 1508.6 ms and 1505.1 ms, 3013.7 ms in all.");
    }

    @Test
    void waitForAConnectionIsFound() {
        Finding finding = only("blocked-pool");
        assertThat(finding.pattern()).isEqualTo(BLOCKED);
        assertThat(finding.said())
                .isEqualTo("DataSource.getConnection (users) waited 3001.9 ms for a connection and got none: "
                        + "others hold the pool's connections.");
    }

    @Test
    void callerThatGaveUpIsFoundWithWhatThePeerWaitedFor() {
        List<Finding> findings =
                Findings.of(ChangedTrace.of("blocked-pool-caller").trace());
        assertThat(findings).extracting(Finding::pattern).containsExactly(TIMEOUT, BLOCKED);
        assertThat(findings.getFirst().said())
                .isEqualTo("A call GET /api/users/{id} (products) below call-user-service (products) ended without "
                        + "an answer after 1502.5 ms; the peer worked on it for 1561.4 ms.");
        assertThat(findings.getLast().said()).contains("waited 1549.6 ms for a connection of the database");
    }

    @Test
    void traceWithoutSpansHasNoFindings() {
        assertThat(Findings.of(new Trace(Spans.TRACE_ID, List.of()))).isEmpty();
    }

    private static Finding only(String name) {
        List<Finding> findings = Findings.of(ChangedTrace.of(name).trace());
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }
}
