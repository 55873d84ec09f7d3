package example.shop.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static example.shop.gateway.Shopping.APPROVED;
import static example.shop.gateway.Shopping.CONFIRM;
import static example.shop.gateway.Shopping.NEVER_REFUNDED;
import static example.shop.gateway.Shopping.RELEASE;
import static example.shop.gateway.Shopping.RESERVE;
import static example.shop.gateway.Shopping.buy;
import static example.shop.gateway.Shopping.checkout;
import static example.shop.support.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import com.github.tomakehurst.wiremock.WireMockServer;
import example.shop.support.Database;
import example.shop.support.Scrape;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An order whose gateway died is completed if it is paid for, and undone if it is not. */
@QuarkusTest
class OrderSweeperTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final String SWEPT = "shop_orders_swept_total";
    private static final String RETURNS = "shop_stock_returns_total";
    private static final String REFUNDS = "shop_refunds_total";

    WireMockServer peers;
    Database database;
    Scrape before;

    private final String key = UUID.randomUUID().toString();

    @BeforeEach
    void peersAgree() {
        Shopping.begin(peers, database);
        before = Scrape.now();
    }

    @Test
    void orderThatWasNotReservedForCertainIsUndone() {
        crashedIn("PENDING");
        awaitState("FAILED");
        peers.verify(1, deleteRequestedFor(urlEqualTo(RESERVE + "/" + key)));
        assertSwept("compensated");
        assertThat(Scrape.now().grown(RETURNS, before)).isEqualTo(Map.of("returned", 1.0));
        assertThat(Scrape.now().grown(REFUNDS, before)).isEmpty();
        // A charge that was still on its way takes nothing.
        assertThat(database.text("SELECT outcome FROM payments WHERE key = ?", key))
                .isEqualTo("given_up");
        buy(key, checkout(1, 1, 2, APPROVED)).statusCode(201);
    }

    @Test
    void reservedOrderWithoutAPaymentIsUndone() {
        crashedIn("RESERVED");
        awaitState("FAILED");
        peers.verify(1, deleteRequestedFor(urlEqualTo(RESERVE + "/" + key)));
        assertSwept("compensated");
    }

    @Test
    void paidOrderIsCompletedAndItsKeyGetsTheOrder() {
        charged("approved", true);
        crashedIn("RESERVED");
        awaitState("PLACED");
        peers.verify(1, putRequestedFor(urlEqualTo(RESERVE + "/" + key + "/confirmation")));
        peers.verify(0, deleteRequestedFor(urlPathMatching(RELEASE)));
        assertSwept("completed");
        buy(key, checkout(1, 1, 2, APPROVED))
                .statusCode(201)
                .body("payment.id", is("pay_1"))
                .body("total", is(300));
        assertThat(database.number("SELECT count(*) FROM orders")).isEqualTo(1);
    }

    @Test
    void declinedOrderIsUndoneAndItsKeyIsDeclined() {
        charged("insufficient_funds", true);
        crashedIn("RESERVED");
        awaitState("REFUSED");
        peers.verify(1, deleteRequestedFor(urlEqualTo(RESERVE + "/" + key)));
        buy(key, checkout(1, 1, 2, APPROVED)).spec(problem(402));
    }

    @Test
    void paidOrderWhoseReservationExpiredAndIsSoldIsRefunded() {
        peers.stubFor(put(urlPathMatching(CONFIRM)).willReturn(aResponse().withStatus(409)));
        charged("approved", true);
        crashedIn("RESERVED");
        awaitState("REFUSED");
        assertThat(Scrape.now().grown(REFUNDS, before)).isEqualTo(Map.of("refunded", 1.0));
        assertThat(database.number("SELECT count(*) FROM payments WHERE refunded_at IS NOT NULL"))
                .isEqualTo(1);
        buy(key, checkout(1, 1, 2, APPROVED)).spec(problem(409)).body("type", is("urn:shop:problem:out-of-stock"));
        assertThat(database.number("SELECT count(*) FROM orders")).isZero();
    }

    @Test
    void peerThatCannotConfirmIsAskedAgainAndNothingIsUndone() {
        peers.stubFor(put(urlPathMatching(CONFIRM)).willReturn(aResponse().withStatus(500)));
        charged("approved", true);
        crashedIn("RESERVED");
        await().atMost(LIMIT).untilAsserted(() -> assertSwept("failed"));
        assertThat(state()).isEqualTo("RESERVED");
        assertThat(database.number("SELECT count(*) FROM checkouts WHERE due_at > now() + interval '15 s'"))
                .as("is left alone for a while")
                .isEqualTo(1);
        peers.stubFor(put(urlPathMatching(CONFIRM)).willReturn(aResponse().withStatus(204)));
        database.run("UPDATE checkouts SET due_at = now()");
        awaitState("PLACED");
    }

    @Test
    void stockThatCannotBeGivenBackIsGivenBackLater() {
        peers.stubFor(delete(urlPathMatching(RELEASE)).willReturn(aResponse().withStatus(500)));
        buy(key, checkout(1, 1, 2, Shopping.DECLINED)).spec(problem(402));
        assertThat(state()).isEqualTo("COMPENSATING");
        assertThat(Scrape.now().grown(RETURNS, before)).isEqualTo(Map.of("failed", 1.0));
        await().atMost(LIMIT).until(() -> Scrape.now().sum("shop_orders_pending") == 1);
        peers.stubFor(delete(urlPathMatching(RELEASE)).willReturn(aResponse().withStatus(204)));
        database.run("UPDATE checkouts SET due_at = now()");
        awaitState("REFUSED");
        assertThat(Scrape.now().grown(RETURNS, before)).isEqualTo(Map.of("failed", 1.0, "returned", 1.0));
        await().atMost(LIMIT).until(() -> Scrape.now().sum("shop_orders_pending") == 0);
        buy(key, checkout(1, 1, 2, Shopping.DECLINED)).spec(problem(402));
    }

    @Test
    void refundThatTheProviderRefusesIsOwedAndCountedOnce() {
        peers.stubFor(put(urlPathMatching(CONFIRM)).willReturn(aResponse().withStatus(500)));
        buy(key, checkout(1, 1, 2, NEVER_REFUNDED)).spec(problem(502));
        assertThat(state()).isEqualTo("OWED");
        assertThat(Scrape.now().grown(REFUNDS, before)).isEqualTo(Map.of("failed", 1.0));
        peers.verify(1, deleteRequestedFor(urlEqualTo(RESERVE + "/" + key)));
        buy(key, checkout(1, 1, 2, NEVER_REFUNDED)).spec(problem(409)).body("type", is("urn:shop:problem:refund-owed"));
    }

    @Test
    void requestThatTheSweeperHasOvertakenIsToldToAskAgain() {
        peers.stubFor(
                post(RESERVE).willReturn(jsonResponse("{\"type\":\"urn:shop:problem:reservation-released\"}", 409)));
        buy(key, checkout(1, 1, 2, APPROVED))
                .spec(problem(503))
                .body("type", is("urn:shop:problem:checkout-taken-over"))
                .header("Retry-After", is("1"));
        assertThat(state()).isEqualTo("FAILED");
    }

    @Test
    void orderThatAnotherGatewayHasTakenUpIsPassedOver() {
        crashedIn("PENDING");
        database.run("UPDATE checkouts SET due_at = now() + interval '1 h'");
        String other = UUID.randomUUID().toString();
        try (Database.Held lock = database.hold("SELECT 1 FROM checkouts WHERE peer_key = ? FOR UPDATE", key)) {
            insert(other, "PENDING");
            awaitState(other, "FAILED");
        }
        assertThat(state()).isEqualTo("PENDING");
    }

    @Test
    void moreThanOneRunTakesAreAllSwept() {
        for (int i = 0; i < 45; i++) {
            insert(UUID.randomUUID().toString(), "PENDING");
        }
        await().atMost(LIMIT)
                .until(() -> database.number("SELECT count(*) FROM checkouts WHERE state = 'FAILED'") == 45);
    }

    private void crashedIn(String state) {
        insert(key, state);
    }

    private void insert(String key, String state) {
        database.run(
                "INSERT INTO checkouts (id, idempotency_key, peer_key, user_id, product_id, quantity, card, total, state,"
                        + " traceparent, due_at) VALUES (gen_random_uuid(), ?, ?, 1, 1, 2, '****4242', ?, ?,"
                        + " '00-5cf7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', now())",
                key,
                key,
                state.equals("PENDING") ? null : 300,
                state);
    }

    private void charged(String outcome, boolean refundable) {
        database.run(
                "INSERT INTO payments (key, id, card, amount, outcome, refundable) VALUES (?, 'pay_1', '****4242', 300, ?, ?)",
                key,
                outcome,
                refundable);
    }

    private void assertSwept(String outcome) {
        assertThat(Scrape.now().grown(SWEPT, before)).isEqualTo(Map.of(outcome, 1.0));
    }

    private void awaitState(String state) {
        awaitState(key, state);
    }

    private void awaitState(String key, String state) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(state(key)).isEqualTo(state));
    }

    private String state() {
        return state(key);
    }

    private String state(String key) {
        return database.text("SELECT state FROM checkouts WHERE idempotency_key = ? ORDER BY created_at", key);
    }
}
