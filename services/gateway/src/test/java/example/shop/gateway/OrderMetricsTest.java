package example.shop.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import example.shop.support.Database;
import example.shop.support.PeersResource;
import example.shop.support.Scrape;
import example.shop.support.TrustedCaller;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each outcome of a checkout, a payment and a refund is counted once, in its own series. */
@QuarkusTest
class OrderMetricsTest {

    private static final String ORDERS = "shop_orders_total";
    private static final String PAYMENTS = "shop_payments_total";
    private static final String REFUNDS = "shop_refunds_total";
    private static final String USER = "/api/users/1";
    private static final String RESERVE = "/api/products/1/reservations";
    private static final String APPROVED = "4242424242424242";
    private static final String DECLINED = "4000000000000002";
    private static final String TRACE_ID = "1bf7651916cd43dd8448eb211c80319c";

    WireMockServer peers;
    Database database;
    Scrape before;

    @BeforeEach
    void peersAgree() {
        PeersResource.reset(peers);
        peers.stubFor(get(USER).willReturn(okJson("{\"id\":1}")));
        peers.stubFor(post(RESERVE).willReturn(jsonResponse("{\"unitPrice\":150}", 201)));
        peers.stubFor(
                put(urlPathMatching(RESERVE + "/.*")).willReturn(aResponse().withStatus(204)));
        peers.stubFor(
                delete(urlPathMatching(RESERVE + "/.*")).willReturn(aResponse().withStatus(204)));
        // Waits until breakers that an earlier test opened close.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(buy(APPROVED)).isEqualTo(201));
        before = Scrape.now();
    }

    @Test
    void orderThatIsPlacedIsCountedWithItsPayment() {
        assertThat(buy(APPROVED)).isEqualTo(201);
        assertThatCounted(Map.of("placed", 1.0), Map.of("approved", 1.0), Map.of());
    }

    @ParameterizedTest
    @CsvSource({"4000000000000002, declined", "4000000000009995, insufficient_funds", "4000000000000069, expired_card"})
    void declinedCardIsCountedByItsReason(String card, String reason) {
        assertThat(buy(card)).isEqualTo(402);
        assertThatCounted(Map.of("payment_declined", 1.0), Map.of(reason, 1.0), Map.of());
    }

    @Test
    void unknownUserIsCounted() {
        peers.stubFor(get(USER).willReturn(aResponse().withStatus(404)));
        assertThat(buy(APPROVED)).isEqualTo(404);
        assertThatCounted(Map.of("unknown_user", 1.0), Map.of(), Map.of());
    }

    @ParameterizedTest
    @CsvSource({"404, unknown_product", "409, out_of_stock"})
    void refusedReservationIsCountedByItsReason(int status, String reason) {
        peers.stubFor(post(RESERVE).willReturn(aResponse().withStatus(status)));
        assertThat(buy(APPROVED)).isEqualTo(status);
        assertThatCounted(Map.of(reason, 1.0), Map.of(), Map.of());
    }

    @Test
    void checkoutThatAPeerFailsIsCountedAsFailedOnceDespiteItsRetry() {
        peers.stubFor(get(USER).willReturn(aResponse().withStatus(500)));
        assertThat(buy(APPROVED)).isEqualTo(502);
        assertThatCounted(Map.of("failed", 1.0), Map.of(), Map.of());
    }

    @Test
    void orderThatCannotBeStoredIsCountedAsFailedAndItsRefundAsRefunded() {
        database.run("ALTER TABLE orders RENAME TO orders_away");
        try {
            assertThat(buy(APPROVED)).isEqualTo(500);
        } finally {
            database.run("ALTER TABLE orders_away RENAME TO orders");
        }
        assertThatCounted(Map.of("failed", 1.0), Map.of("approved", 1.0), Map.of("refunded", 1.0));
    }

    @Test
    void paymentByItselfIsAPaymentAndNoOrder() {
        assertThat(send("/api/payment", "{\"card\":\"" + APPROVED + "\",\"amount\":5}"))
                .isEqualTo(200);
        assertThat(send("/api/payment", "{\"card\":\"" + DECLINED + "\",\"amount\":5}"))
                .isEqualTo(402);
        assertThatCounted(Map.of(), Map.of("approved", 1.0, "declined", 1.0), Map.of());
    }

    @Test
    void malformedCheckoutIsNoOrder() {
        assertThat(send("/api/checkout", "{}")).isEqualTo(400);
        assertThatCounted(Map.of(), Map.of(), Map.of());
    }

    @Test
    void orderAndPaymentCarryAnExemplarOfTheirTrace() {
        // An exemplar stays for some seconds before a newer one may replace it.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(buy(APPROVED)).isEqualTo(201);
            Scrape scrape = Scrape.now();
            assertThat(scrape.series(ORDERS, "outcome=\"placed\"").getFirst()).contains(TRACE_ID);
            assertThat(scrape.series(PAYMENTS, "outcome=\"approved\"").getFirst())
                    .contains(TRACE_ID);
        });
    }

    private void assertThatCounted(
            Map<String, Double> orders, Map<String, Double> payments, Map<String, Double> refunds) {
        Scrape after = Scrape.now();
        assertThat(after.grown(ORDERS, before)).as(ORDERS).isEqualTo(orders);
        assertThat(after.grown(PAYMENTS, before)).as(PAYMENTS).isEqualTo(payments);
        assertThat(after.grown(REFUNDS, before)).as(REFUNDS).isEqualTo(refunds);
    }

    private static int buy(String card) {
        return send("/api/checkout", """
                {"userId": 1, "productId": 1, "quantity": 1, "payment": {"card": "%s"}}""".formatted(card));
    }

    private static int send(String path, String body) {
        return TrustedCaller.within(TRACE_ID)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .statusCode();
    }
}
