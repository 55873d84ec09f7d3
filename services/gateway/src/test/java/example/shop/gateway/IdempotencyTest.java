package example.shop.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static example.shop.gateway.Shopping.APPROVED;
import static example.shop.gateway.Shopping.DECLINED;
import static example.shop.gateway.Shopping.RESERVE;
import static example.shop.gateway.Shopping.buy;
import static example.shop.gateway.Shopping.checkout;
import static example.shop.support.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.github.tomakehurst.wiremock.WireMockServer;
import example.shop.support.Database;
import example.shop.support.Scrape;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One key buys and pays once, and gets one answer. */
@QuarkusTest
class IdempotencyTest {

    private static final String TYPE = "urn:shop:problem:";
    private static final String BODY = checkout(1, 1, 2, APPROVED);

    WireMockServer peers;
    Database database;

    private final String key = UUID.randomUUID().toString();

    @BeforeEach
    void peersAgree() {
        Shopping.begin(peers, database);
    }

    @Test
    void sameKeyBuysOnceHoweverOftenItIsSentAndGetsTheSameAnswer() {
        Scrape before = Scrape.now();
        Response first = buy(key, BODY).statusCode(201).extract().response();
        for (int i = 0; i < 3; i++) {
            Response again = buy(key, BODY).statusCode(201).extract().response();
            assertThat(again.asString()).isEqualTo(first.asString());
            assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        }
        assertThat(count("orders")).isEqualTo(1);
        assertThat(count("payments")).isEqualTo(1);
        peers.verify(1, postRequestedFor(urlEqualTo(RESERVE)));
        Scrape after = Scrape.now();
        assertThat(after.grown("shop_orders_total", before)).containsOnly(Map.entry("placed", 1.0));
        assertThat(after.grown("shop_orders_repeated_total", before)).containsOnly(Map.entry("replayed", 3.0));
    }

    @Test
    void keyIsPassedOnToStockAndPaymentProvider() {
        buy(key, BODY).statusCode(201).header("Idempotency-Key", is(key));
        peers.verify(1, postRequestedFor(urlEqualTo(RESERVE)).withHeader("Idempotency-Key", equalTo(key)));
        peers.verify(1, putRequestedFor(urlEqualTo(RESERVE + "/" + key + "/confirmation")));
        assertThat(database.number("SELECT count(*) FROM payments WHERE key = ? AND amount = 300", key))
                .isEqualTo(1);
    }

    @Test
    void sameKeyAtTheSameTimeBuysOnceAndTheOthersAreToldToWait() throws Exception {
        peers.stubFor(post(RESERVE)
                .willReturn(jsonResponse("{\"unitPrice\":150}", 201).withFixedDelay(500)));
        List<Response> answers =
                Shopping.atOnce(20, () -> buy(key, BODY).extract().response());
        assertThat(answers).extracting(Response::statusCode).containsOnly(201, 409);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 409).allSatisfy(answer -> {
            assertThat(answer.header("Retry-After")).isEqualTo("1");
            answer.then().spec(problem(409)).body("type", is(TYPE + "checkout-in-progress"));
        });
        assertThat(count("orders")).isEqualTo(1);
        assertThat(count("payments")).isEqualTo(1);
        peers.verify(1, postRequestedFor(urlEqualTo(RESERVE)));
        buy(key, BODY).statusCode(201);
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 2, " + APPROVED, "1, 2, 2, " + APPROVED, "1, 1, 3, " + APPROVED, "1, 1, 2, " + DECLINED})
    void keyThatWasUsedForSomethingElseIs422(long user, long product, int quantity, String card) {
        buy(key, BODY).statusCode(201);
        buy(key, checkout(user, product, quantity, card))
                .spec(problem(422))
                .body("type", is(TYPE + "idempotency-key-reused"));
        assertThat(count("orders")).isEqualTo(1);
        assertThat(count("payments")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"404, unknown-product", "409, out-of-stock"})
    void refusalIsRepeatedAlthoughThePeerWouldAgreeByNow(int status, String kind) {
        peers.stubFor(post(RESERVE).willReturn(aResponse().withStatus(status)));
        String detail = buy(key, BODY).spec(problem(status)).extract().path("detail");
        Shopping.buy(null, BODY);
        peers.stubFor(post(RESERVE).willReturn(jsonResponse("{\"unitPrice\":150}", 201)));
        buy(key, BODY).spec(problem(status)).body("type", is(TYPE + kind)).body("detail", is(detail));
        assertThat(count("orders")).isZero();
    }

    @Test
    void declinedCardIsDeclinedAgainWithoutBeingAskedFor() {
        String body = checkout(1, 1, 2, DECLINED);
        buy(key, body).spec(problem(402));
        peers.resetRequests();
        buy(key, body).spec(problem(402)).body("type", is(TYPE + "payment-declined"));
        peers.verify(0, postRequestedFor(urlEqualTo(RESERVE)));
        assertThat(count("payments")).isEqualTo(1);
    }

    @Test
    void failedCheckoutIsUndoneAndItsKeyMayTryAgain() {
        peers.stubFor(post(RESERVE).willReturn(aResponse().withStatus(500)));
        buy(key, BODY).spec(problem(502));
        peers.verify(1, deleteRequestedFor(urlEqualTo(RESERVE + "/" + key)));
        peers.stubFor(post(RESERVE).willReturn(jsonResponse("{\"unitPrice\":150}", 201)));
        buy(key, checkout(1, 1, 3, APPROVED)).spec(problem(422));
        peers.resetRequests();
        Response bought = buy(key, BODY).statusCode(201).extract().response();
        // The key that was given back no longer takes stock at products.
        peers.verify(0, postRequestedFor(urlEqualTo(RESERVE)).withHeader("Idempotency-Key", equalTo(key)));
        assertThat(buy(key, BODY).statusCode(201).extract().asString()).isEqualTo(bought.asString());
        assertThat(count("orders")).isEqualTo(1);
        assertThat(database.number("SELECT count(*) FROM payments WHERE outcome = 'approved'"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "a,b", "ü", "a/b", "\"quoted\""})
    void malformedKeyIs400AndNothingIsBought(String malformed) {
        buy(malformed, BODY).spec(problem(400)).body("detail", containsString("Idempotency-Key"));
        pay(malformed, 5).spec(problem(400)).body("detail", containsString("Idempotency-Key"));
        assertThat(count("checkouts")).isZero();
    }

    @Test
    void twoKeysAre400() {
        given().contentType(ContentType.JSON)
                .header("Idempotency-Key", key, "other")
                .body(BODY)
                .post("/api/checkout")
                .then()
                .spec(problem(400));
        assertThat(count("checkouts")).isZero();
    }

    @Test
    void keyHasUpTo64Characters() {
        buy("k".repeat(64), BODY).statusCode(201);
        buy("k".repeat(65), BODY).spec(problem(400));
    }

    @Test
    void withoutAKeyTheGatewayMakesOneAndNamesIt() {
        Response first = buy(null, BODY).statusCode(201).extract().response();
        Response other = buy(null, BODY).statusCode(201).extract().response();
        assertThat(other.asString()).isNotEqualTo(first.asString());
        assertThat(buy(first.header("Idempotency-Key"), BODY)
                        .statusCode(201)
                        .extract()
                        .asString())
                .isEqualTo(first.asString());
        String declined = buy(null, checkout(1, 1, 1, DECLINED))
                .spec(problem(402))
                .extract()
                .header("Idempotency-Key");
        assertThat(declined).isNotEmpty();
        assertThat(count("orders")).isEqualTo(2);
    }

    @Test
    void orderOnItsWayIsFoundByItsId() {
        peers.stubFor(post(RESERVE)
                .willReturn(jsonResponse("{\"unitPrice\":150}", 201).withFixedDelay(3500)));
        CompletableFuture<Integer> bought =
                CompletableFuture.supplyAsync(() -> buy(key, BODY).extract().statusCode());
        await().atMost(Duration.ofSeconds(30)).until(() -> count("checkouts") == 1);
        String id = database.text("SELECT id FROM checkouts");
        given().get("/api/orders/" + id)
                .then()
                .statusCode(200)
                .body("status", is("pending"))
                .body("quantity", is(2))
                .body("total", nullValue())
                .body("payment", nullValue());
        assertThat(bought.join()).isEqualTo(201);
        given().get("/api/orders/" + id).then().body("status", is("placed")).body("total", is(300));
    }

    @Test
    void paymentByItselfIsTakenOnceUnderItsKey() {
        Scrape before = Scrape.now();
        String first = pay(key, 5).statusCode(200).extract().asString();
        assertThat(pay(key, 5).statusCode(200).extract().asString()).isEqualTo(first);
        pay(key, 6).spec(problem(422)).body("type", is(TYPE + "idempotency-key-reused"));
        assertThat(count("payments")).isEqualTo(1);
        assertThat(Scrape.now().grown("shop_payments_total", before)).containsOnly(Map.entry("approved", 1.0));
        // A checkout with the same key is another payment.
        buy(key, BODY).statusCode(201);
    }

    @Test
    void cardIsNowhereStoredInFull() {
        buy(key, BODY).statusCode(201);
        for (String table : List.of("orders", "checkouts", "payments")) {
            assertThat(database.number(
                            "SELECT count(*) FROM " + table + " t WHERE t::text LIKE '%' || ? || '%'", APPROVED))
                    .isZero();
        }
        peers.verify(0, deleteRequestedFor(anyUrl()));
    }

    private static ValidatableResponse pay(String key, int amount) {
        return given().contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body("{\"card\":\"4242424242424242\",\"amount\":" + amount + "}")
                .post("/api/payment")
                .then();
    }

    private long count(String table) {
        return database.number("SELECT count(*) FROM " + table);
    }
}
