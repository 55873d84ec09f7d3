package example.shop.products;

import static example.shop.support.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import example.shop.support.Database;
import example.shop.support.Scrape;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stock of a dead buyer comes back; confirmed stock stays with its buyer. */
@QuarkusTest
class ReservationExpiryTest {

    private static final int STOCK = 20;
    private static final Duration LIMIT = Duration.ofSeconds(40);

    Database database;

    private final String key = UUID.randomUUID().toString();

    @BeforeEach
    void twentyPiecesOfProductFour() {
        database.run("UPDATE products SET stock = ? WHERE id = 4", STOCK);
    }

    @Test
    void reservationIsHeldForItsTimeAndNoLonger() {
        reserve(3).statusCode(201);
        assertThat(database.number(
                        "SELECT extract(epoch FROM expires_at - created_at)::int FROM reservations WHERE idempotency_key = ?",
                        key))
                .isEqualTo(900);
        Scrape before = Scrape.now();
        letExpire();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(stock()).isEqualTo(STOCK));
        assertThat(Scrape.now().grown("shop_stock_reservations_total", before)).containsEntry("expired", 1.0);
        reserve(3).spec(problem(409)).body("type", equalTo("urn:shop:problem:reservation-released"));
    }

    @Test
    void moreExpiredReservationsThanOneBatchAllComeBack() {
        database.run("UPDATE products SET stock = 1000 WHERE id = 4");
        database.run("INSERT INTO reservations (idempotency_key, product_id, quantity, expires_at)"
                + " SELECT gen_random_uuid()::text, 4, 2, now() FROM generate_series(1, 250)");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(stock()).isEqualTo(1500));
    }

    @Test
    void reservationThatAnotherTransactionHoldsIsPassedOver() {
        reserve(3).statusCode(201);
        String held = UUID.randomUUID().toString();
        database.run(
                "INSERT INTO reservations (idempotency_key, product_id, quantity, expires_at) VALUES (?, 4, 5, now())",
                held);
        try (Database.Held lock =
                database.hold("SELECT 1 FROM reservations WHERE idempotency_key = ? FOR UPDATE", held)) {
            letExpire();
            await().atMost(LIMIT).untilAsserted(() -> assertThat(stock()).isEqualTo(STOCK));
        }
        await().atMost(LIMIT).untilAsserted(() -> assertThat(stock()).isEqualTo(STOCK + 5));
    }

    @Test
    void confirmedReservationNeverExpiresHoweverOftenItIsConfirmed() {
        reserve(3).statusCode(201);
        confirm().statusCode(204);
        confirm().statusCode(204);
        assertThat(database.number(
                        "SELECT count(*) FROM reservations WHERE idempotency_key = ? AND expires_at IS NULL", key))
                .isEqualTo(1);
        assertThat(stock()).isEqualTo(STOCK - 3);
        giveBack();
        assertThat(stock()).isEqualTo(STOCK);
        confirm().spec(problem(409)).body("type", equalTo("urn:shop:problem:reservation-released"));
    }

    @Test
    void lateConfirmationTakesTheStockOnceMore() {
        reserve(3).statusCode(201);
        expire();
        Scrape before = Scrape.now();
        confirm().statusCode(204);
        confirm().statusCode(204);
        assertThat(stock()).isEqualTo(STOCK - 3);
        assertThat(Scrape.now().grown("shop_stock_reservations_total", before))
                .containsEntry("retaken", 1.0)
                .containsEntry("confirmed", 1.0);
    }

    @Test
    void lateConfirmationIsRefusedWhereTheStockIsSoldSinceAndMayBeTriedAgain() {
        reserve(3).statusCode(201);
        expire();
        database.run("UPDATE products SET stock = 2 WHERE id = 4");
        confirm().spec(problem(409)).body("type", equalTo("urn:shop:problem:out-of-stock"));
        assertThat(stock()).isEqualTo(2);
        database.run("UPDATE products SET stock = 3 WHERE id = 4");
        confirm().statusCode(204);
        assertThat(stock()).isZero();
    }

    @Test
    void expiredReservationThatIsGivenBackCannotBeConfirmedLate() {
        reserve(3).statusCode(201);
        expire();
        giveBack();
        confirm().spec(problem(409)).body("type", equalTo("urn:shop:problem:reservation-released"));
        assertThat(stock()).isEqualTo(STOCK);
    }

    @Test
    void confirmationOfNothingIs404() {
        confirm().spec(problem(404)).body("type", equalTo("urn:shop:problem:unknown-reservation"));
        reserve(3).statusCode(201);
        given().put("/api/products/3/reservations/" + key + "/confirmation")
                .then()
                .spec(problem(404));
        for (String malformed : List.of("a b", "ü", "x".repeat(65))) {
            given().put("/api/products/4/reservations/" + malformed + "/confirmation")
                    .then()
                    .spec(problem(400));
        }
    }

    /** As {@link #letExpire}, and waits until the service has seen it. */
    private void expire() {
        letExpire();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(stock()).isEqualTo(STOCK));
    }

    private void letExpire() {
        database.run("UPDATE reservations SET expires_at = now() WHERE idempotency_key = ?", key);
    }

    private ValidatableResponse reserve(int quantity) {
        return given().contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body("{\"quantity\":" + quantity + "}")
                .post("/api/products/4/reservations")
                .then();
    }

    private ValidatableResponse confirm() {
        return given().put("/api/products/4/reservations/" + key + "/confirmation")
                .then();
    }

    private void giveBack() {
        given().delete("/api/products/4/reservations/" + key).then().statusCode(204);
    }

    private long stock() {
        return database.number("SELECT stock FROM products WHERE id = 4");
    }
}
