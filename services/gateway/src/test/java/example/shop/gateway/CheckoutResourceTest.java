package example.shop.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static example.shop.support.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import example.shop.support.Database;
import example.shop.support.ManagementResource;
import example.shop.support.PeersResource;
import example.shop.support.PostgresResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "database", value = "gateway"),
        scope = TestResourceScope.GLOBAL)
@WithTestResource(value = PeersResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = ManagementResource.class, scope = TestResourceScope.GLOBAL)
class CheckoutResourceTest {

    private static final String USER = "/api/users/1";
    private static final String RESERVE = "/api/products/1/reservations";
    private static final String RELEASE = RESERVE + "/[0-9a-f-]{36}";
    private static final String CONFIRM = RELEASE + "/confirmation";
    private static final String APPROVED = "4242424242424242";
    private static final String DECLINED = "4000000000000002";

    WireMockServer peers;
    Database database;

    @BeforeEach
    void peersAgree() {
        PeersResource.reset(peers);
        peers.stubFor(get(USER).willReturn(okJson("{\"id\":1}")));
        peers.stubFor(post(RESERVE)
                .willReturn(jsonResponse("{\"id\":\"k\",\"productId\":1,\"quantity\":2,\"unitPrice\":150}", 201)));
        peers.stubFor(put(urlPathMatching(CONFIRM)).willReturn(aResponse().withStatus(204)));
        peers.stubFor(delete(urlPathMatching(RELEASE)).willReturn(aResponse().withStatus(204)));
        // Waits until breakers that an earlier test opened close: a purchase closes users and reserve, a decline closes
        // release.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            // Each try counts its own requests: a release that one try retries must not spoil all later ones.
            peers.resetRequests();
            buy(checkout(1, 1, 1, APPROVED)).statusCode(201);
            buy(checkout(1, 1, 1, DECLINED)).statusCode(402);
            peers.verify(1, deleteRequestedFor(urlPathMatching(RELEASE)));
        });
        peers.resetRequests();
        database.run("DELETE FROM orders");
        database.run("DELETE FROM checkouts");
    }

    @Test
    void whatIsBoughtIsStoredAndFoundAtItsLocation() {
        ValidatableResponse answer = buy(checkout(1, 1, 2, "4242 4242 4242 4242"))
                .statusCode(201)
                .body("userId", equalTo(1))
                .body("productId", equalTo(1))
                .body("quantity", equalTo(2))
                .body("total", equalTo(300))
                .body("payment.card", equalTo("****4242"))
                .body("payment.amount", equalTo(300));
        String order = answer.extract().asString();
        given().get(answer.extract().header("Location")).then().statusCode(200).body(equalTo(order));
        assertThat(orders()).isEqualTo(1);
        peers.verify(0, deleteRequestedFor(anyUrl()));
    }

    @Test
    void cardIsNowhereStoredInFull() {
        buy(checkout(1, 1, 1, APPROVED)).statusCode(201).body(not(containsString(APPROVED)));
        assertThat(database.number("SELECT count(*) FROM orders WHERE orders::text LIKE '%' || ? || '%'", APPROVED))
                .isZero();
        assertThat(database.number("SELECT count(*) FROM orders WHERE card = '****4242'"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"4000000000000002, declined", "4000000000009995, insufficient funds", "4000000000000069, expired"})
    void declinedCardIs402AndGivesTheStockBack(String card, String why) {
        buy(checkout(1, 1, 1, card))
                .spec(problem(402))
                .body("type", equalTo("urn:shop:problem:payment-declined"))
                .body("detail", containsString(why))
                .body(not(containsString(card)));
        String key =
                peers.findAll(postRequestedFor(urlEqualTo(RESERVE))).getFirst().getHeader("Idempotency-Key");
        peers.verify(1, deleteRequestedFor(urlEqualTo(RESERVE + "/" + key)));
        assertThat(orders()).isZero();
    }

    @Test
    void unknownUserIs404AndNothingIsReserved() {
        peers.stubFor(get(USER).willReturn(aResponse().withStatus(404)));
        buy(checkout(1, 1, 1, APPROVED)).spec(problem(404)).body("type", equalTo("urn:shop:problem:unknown-user"));
        peers.verify(0, postRequestedFor(urlEqualTo(RESERVE)));
        assertThat(orders()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"404, 404, unknown-product", "409, 409, out-of-stock"})
    void refusedReservationIsRefusedAndNothingIsPaid(int answer, int expected, String kind) {
        peers.stubFor(post(RESERVE).willReturn(aResponse().withStatus(answer)));
        buy(checkout(1, 1, 1, APPROVED)).spec(problem(expected)).body("type", equalTo("urn:shop:problem:" + kind));
        peers.verify(0, deleteRequestedFor(anyUrl()));
        assertThat(orders()).isZero();
    }

    @Test
    void reservationWithUnknownOutcomeIsGivenBack() {
        peers.stubFor(post(RESERVE).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        buy(checkout(1, 1, 1, APPROVED)).spec(problem(503)).body("type", equalTo("urn:shop:problem:peer-unavailable"));
        peers.verify(1, deleteRequestedFor(urlPathMatching(RELEASE)));
        assertThat(orders()).isZero();
    }

    @Test
    void failingPeersAndNonsenseAre502() {
        peers.stubFor(post(RESERVE).willReturn(aResponse().withStatus(500)));
        buy(checkout(1, 1, 1, APPROVED)).spec(problem(502)).body("type", equalTo("urn:shop:problem:peer-failed"));
        peers.stubFor(post(RESERVE).willReturn(jsonResponse("{", 201)));
        buy(checkout(1, 1, 1, APPROVED)).spec(problem(502));
        assertThat(orders()).isZero();
    }

    @Test
    void orderThatCannotBeStoredLeavesNeitherStockTakenNorTrace() {
        database.run("ALTER TABLE orders RENAME TO orders_away");
        try {
            buy(checkout(1, 1, 1, APPROVED)).spec(problem(500));
        } finally {
            database.run("ALTER TABLE orders_away RENAME TO orders");
        }
        peers.verify(1, deleteRequestedFor(urlPathMatching(RELEASE)));
        assertThat(orders()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                   | payment must not be null",
                "{\"userId\":0,\"productId\":1,\"quantity\":1,\"payment\":{\"card\":\"4242424242424242\"}} | userId must be",
                "{\"userId\":1,\"productId\":-1,\"quantity\":1,\"payment\":{\"card\":\"4242424242424242\"}} | productId must be",
                "{\"userId\":1,\"productId\":1,\"quantity\":0,\"payment\":{\"card\":\"4242424242424242\"}} | quantity must be",
                "{\"userId\":1,\"productId\":1,\"quantity\":1001,\"payment\":{\"card\":\"4242424242424242\"}} | quantity must be",
                "{\"userId\":1,\"productId\":1,\"quantity\":1,\"payment\":{}} | payment.card must not be null",
                "{\"userId\":1,\"productId\":1,\"quantity\":1,\"payment\":{\"card\":\"4242424242424241\"}} | Field 'payment.card' has no valid",
                "{\"userId\":1,\"productId\":1,\"quantity\":1,\"payment\":{\"card\":\"4242\"}} | Field 'payment.card' has no valid",
                "{\"userId\":1,\"productId\":1,\"quantity\":1,\"payment\":{\"card\":4242424242424242}} | Field 'payment.card' has",
                "{\"userId\":\"1\",\"productId\":1,\"quantity\":1} | Field 'userId' has the wrong type",
                "{\"card\":\"4242424242424242\"} | Unknown field 'card'",
            })
    void malformedCheckoutIs400AndNeverRepeatsTheCard(String body, String detail) {
        buy(body).spec(problem(400)).body("detail", containsString(detail)).body(not(containsString("424242")));
        peers.verify(0, postRequestedFor(urlEqualTo(RESERVE)));
    }

    @Test
    void paymentByItselfIsTakenOrDeclined() {
        pay("{\"card\":\"4242424242424242\",\"amount\":5}")
                .statusCode(200)
                .body("card", equalTo("****4242"))
                .body("amount", equalTo(5));
        pay("{\"card\":\"4000000000000002\",\"amount\":5}").spec(problem(402));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"card\":\"4242424242424242\"}",
                "{\"card\":\"4242424242424242\",\"amount\":0}",
                "{\"card\":\"4242424242424242\",\"amount\":1000001}",
                "{\"card\":\"x\",\"amount\":1}"
            })
    void malformedPaymentIs400(String body) {
        pay(body).spec(problem(400)).body(not(containsString("424242")));
    }

    @Test
    void unknownOrderIs404AndMalformedOneIs400() {
        given().get("/api/orders/00000000-0000-0000-0000-000000000000").then().spec(problem(404));
        given().get("/api/orders/1").then().spec(problem(400));
    }

    private long orders() {
        return database.number("SELECT count(*) FROM orders");
    }

    private static String checkout(long user, long product, int quantity, String card) {
        return """
                {"userId": %d, "productId": %d, "quantity": %d, "payment": {"card": "%s"}}""".formatted(user, product, quantity, card);
    }

    private static ValidatableResponse buy(String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/checkout")
                .then();
    }

    private static ValidatableResponse pay(String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/payment")
                .then();
    }
}
