package example.shop.checks.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.checks.Spans;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where each pattern begins, on traces put together for it. */
class PatternsTest {

    private static final String USERS = "http://users.test:8080/api/users/";

    private final Spans spans = new Spans();
    private final String request = spans.server("", "gateway", "GET /page", 0, 1000);

    @Test
    void nineOfAKindAreNoNPlusOneAndTenAre() {
        statements(9);
        assertThat(NPlusOne.in(spans.trace())).isEmpty();
        spans.statement(request, "gateway", "select 1", 90, 1);
        assertThat(NPlusOne.in(spans.trace())).hasSize(1);
    }

    @Test
    void longStatementIsCut() {
        for (int i = 0; i < 10; i++) {
            spans.statement(request, "gateway", "select " + "a, ".repeat(1000), i * 10, 1);
        }
        assertThat(NPlusOne.in(spans.trace()).getFirst().said())
                .hasSizeBetween(200, 400)
                .contains("a …: one statement");
    }

    @Test
    void statementsAtTheSameTimeAreNoNPlusOne() {
        for (int i = 0; i < 20; i++) {
            spans.statement(request, "gateway", "select 1", i, 5);
        }
        assertThat(NPlusOne.in(spans.trace())).isEmpty();
    }

    @Test
    void statementThatTakesMostOfTheTimeIsNotANPlusOne() {
        statements(10);
        spans.statement(request, "gateway", "select 1", 200, 300);
        assertThat(NPlusOne.in(spans.trace())).isEmpty();
    }

    @Test
    void callsForOneUserEachAreANPlusOneAndNoRetries() {
        for (int i = 0; i < 10; i++) {
            spans.call(request, "gateway", "GET", USERS + i, i * 10, 5);
        }
        assertThat(only(Findings.of(spans.trace())).said())
                .contains("10 x GET /{template} (gateway)", "50.0 ms in all", "one request could bring all");
    }

    @Test
    void thirdTryAfterErrorsIsALoopAndASecondIsNot() {
        spans.failedCall(request, "gateway", "GET", USERS + 1, 0, 5);
        spans.failedCall(request, "gateway", "GET", USERS + 1, 10, 5);
        assertThat(Findings.of(spans.trace())).isEmpty();
        spans.call(request, "gateway", "GET", USERS + 1, 20, 5);
        assertThat(only(Findings.of(spans.trace())).said())
                .contains("3 x the same request", "15.0 ms in all: 2 failed, and the next was sent");
    }

    @Test
    void requestThatIsRepeatedWithoutAnErrorIsALoopFromTheSixthOn() {
        for (int i = 0; i < 5; i++) {
            spans.call(request, "gateway", "GET", USERS + 1, i * 10, 5);
        }
        assertThat(Findings.of(spans.trace())).isEmpty();
        spans.call(request, "gateway", "GET", USERS + 1, 60, 5);
        assertThat(Findings.of(spans.trace())).extracting(Finding::pattern).containsExactly(Finding.Pattern.RETRY_LOOP);
    }

    @Test
    void refusedConnectionAndLateErrorWithAStatusAreNoTimeouts() {
        spans.failedCall(request, "gateway", "GET", USERS + 1, 0, 3);
        spans.add(
                request,
                "gateway",
                "GET /late",
                "client",
                10,
                900,
                Map.of("otel.status_code", "ERROR", "http.response.status_code", "503", "url.full", USERS + 2));
        assertThat(Findings.of(spans.trace())).isEmpty();
    }

    @Test
    void callThatTookLongAndWasAnsweredIsNoTimeoutThoughItsPeerEndsLater() {
        String call = spans.call(request, "gateway", "GET", USERS + 1, 0, 500);
        spans.server(call, "users", "GET /api/users/{id}", 1, 900);
        assertThat(Findings.of(spans.trace())).isEmpty();
    }

    @Test
    void failedCallOnWhichThePeerWorkedOnIsATimeoutHoweverShort() {
        String call = spans.failedCall(request, "gateway", "GET", USERS + 1, 0, 50);
        spans.server(call, "users", "GET /api/users/{id}", 1, 80);
        assertThat(only(Findings.of(spans.trace())).said()).endsWith("the peer worked on it for 80.0 ms.");
    }

    @Test
    void quickConnectionIsNotAWait() {
        spans.internal(request, "gateway", "DataSource.getConnection", 0, 99);
        assertThat(ConnectionWaits.in(spans.trace())).isEmpty();
    }

    @Test
    void readsFromTwoPeersInTurnCouldBeParallel() {
        spans.call(request, "gateway", "GET", USERS + 1, 0, 300);
        String wrapper = spans.internal(request, "gateway", "load-product", 310, 450);
        spans.call(wrapper, "gateway", "GET", "http://products.test:5000/api/products/1", 320, 400);
        assertThat(only(SequentialCalls.in(spans.trace())).said())
                .isEqualTo("2 calls one after the other below GET /page (gateway), 700.0 ms of its 1000.0 ms: "
                        + "GET /{template} at users.test:8080 with 300.0 ms, then "
                        + "GET /{template} at products.test:5000 with 400.0 ms. They could be parallel, "
                        + "if none needs the answer of another: up to 300.0 ms less.");
    }

    @ParameterizedTest
    @CsvSource({
        "40 ms to save, 40,  GET,  http://products.test:5000/api/products/1, 50",
        "overlapping,   300, GET,  http://products.test:5000/api/products/1, 200",
        "a write,       300, POST, http://products.test:5000/reservations,   400",
        "one peer,      300, GET,  http://users.test:8080/api/users/2,       400"
    })
    void shortCallsOverlappingOnesWritesAndOnePeerAreNotSequential(
            String what, double firstMillis, String method, String url, double start) {
        spans.call(request, "gateway", "GET", USERS + 1, 0, firstMillis);
        spans.call(request, "gateway", method, url, start, 400);
        assertThat(SequentialCalls.in(spans.trace())).as(what).isEmpty();
    }

    private static Finding only(List<Finding> findings) {
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private void statements(int count) {
        for (int i = 0; i < count; i++) {
            spans.statement(request, "gateway", "select 1", i * 10, 1);
        }
    }
}
