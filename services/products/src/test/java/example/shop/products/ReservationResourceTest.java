package example.shop.products;

import static example.shop.support.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import example.shop.support.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ReservationResourceTest {

    private static final int STOCK = 20;

    Database database;

    @BeforeEach
    void twentyPiecesOfProductTwo() {
        database.run("UPDATE products SET stock = ? WHERE id = 2", STOCK);
    }

    @Test
    void reservationTakesStockAndSaysWhatAPieceCosts() {
        String key = newKey();
        reserve(2, key, 3)
                .then()
                .statusCode(201)
                .header("Location", endsWith("/api/products/2/reservations/" + key))
                .body("id", equalTo(key))
                .body("productId", equalTo(2))
                .body("quantity", equalTo(3))
                .body("unitPrice", equalTo(200));
        assertThat(stock()).isEqualTo(STOCK - 3);
    }

    @Test
    void sameKeyTakesStockOnceHoweverOftenItIsSent() {
        String key = newKey();
        String first = reserve(2, key, 3).then().statusCode(201).extract().asString();
        String second = reserve(2, key, 3).then().statusCode(201).extract().asString();
        assertThat(second).isEqualTo(first);
        assertThat(stock()).isEqualTo(STOCK - 3);
    }

    @Test
    void sameKeyAtTheSameTimeTakesStockOnce() throws Exception {
        String key = newKey();
        assertThat(statuses(20, () -> reserve(2, key, 1).statusCode())).containsOnly(201);
        assertThat(stock()).isEqualTo(STOCK - 1);
    }

    @Test
    void keyThatWasUsedForSomethingElseIs422() {
        String key = newKey();
        reserve(2, key, 3).then().statusCode(201);
        reserve(2, key, 4).then().spec(problem(422)).body("type", equalTo("urn:shop:problem:idempotency-key-reused"));
        reserve(1, key, 3).then().spec(problem(422));
        assertThat(stock()).isEqualTo(STOCK - 3);
    }

    @Test
    void fiftyAtOnceForTwentyPiecesGiveTwentySuccessesAndThirtyRefusals() throws Exception {
        List<Integer> statuses = statuses(50, () -> reserve(2, newKey(), 1).statusCode());
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(20);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(30);
        assertThat(stock()).isZero();
    }

    @Test
    void moreThanIsLeftIs409AndTakesNothing() {
        String key = newKey();
        reserve(2, key, STOCK + 1).then().spec(problem(409)).body("type", equalTo("urn:shop:problem:out-of-stock"));
        assertThat(stock()).isEqualTo(STOCK);
        // A refusal is not stored: the same key may take the available stock.
        reserve(2, key, STOCK).then().statusCode(201);
        assertThat(stock()).isZero();
    }

    @Test
    void givenBackStockIsThereAgainAndOnlyOnce() {
        String key = newKey();
        reserve(2, key, 5).then().statusCode(201);
        giveBack(2, key).then().statusCode(204);
        giveBack(2, key).then().statusCode(204);
        assertThat(stock()).isEqualTo(STOCK);
        reserve(2, key, 5).then().spec(problem(409)).body("type", equalTo("urn:shop:problem:reservation-released"));
        assertThat(stock()).isEqualTo(STOCK);
    }

    @Test
    void releaseThatOvertakesItsReservationKeepsItFromTakingStock() {
        String key = newKey();
        giveBack(2, key).then().statusCode(204);
        reserve(2, key, 5).then().spec(problem(409));
        assertThat(stock()).isEqualTo(STOCK);
    }

    @Test
    void unknownProductIs404() {
        reserve(4242, newKey(), 1).then().spec(problem(404));
        giveBack(4242, newKey()).then().spec(problem(404));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "two words",
                "ünïcode",
                "a,b",
                "0123456789012345678901234567890123456789012345678901234567890123456789"
            })
    void malformedKeyIs400(String key) {
        reserve(2, key, 1).then().spec(problem(400)).body("detail", containsString("Idempotency-Key"));
    }

    @Test
    void missingKeyIs400() {
        given().contentType(ContentType.JSON)
                .body("{\"quantity\":1}")
                .post("/api/products/2/reservations")
                .then()
                .spec(problem(400))
                .body("detail", containsString("Idempotency-Key"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                       | quantity must not be null",
                "{\"quantity\":0}         | quantity must be greater than or equal to 1",
                "{\"quantity\":-1}        | quantity must be greater than or equal to 1",
                "{\"quantity\":1001}      | quantity must be less than or equal to 1000",
                "{\"quantity\":1.5}       | Field 'quantity' has the wrong type",
                "{\"quantity\":\"1\"}     | Field 'quantity' has the wrong type",
                "{\"quantity\":99999999999} | Field 'quantity' has no valid value",
                "{\"quantity\":true}      | Field 'quantity' has the wrong type",
            })
    void malformedQuantityIs400(String body, String detail) {
        given().contentType(ContentType.JSON)
                .header("Idempotency-Key", newKey())
                .body(body)
                .post("/api/products/2/reservations")
                .then()
                .spec(problem(400))
                .body("detail", containsString(detail));
    }

    private static Response reserve(long product, String key, int quantity) {
        return given().contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body("{\"quantity\":" + quantity + "}")
                .post("/api/products/" + product + "/reservations");
    }

    private static Response giveBack(long product, String key) {
        return given().delete("/api/products/" + product + "/reservations/" + key);
    }

    private static List<Integer> statuses(int times, Callable<Integer> request)
            throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(times)) {
            List<Future<Integer>> answers = threads.invokeAll(java.util.Collections.nCopies(times, request));
            List<Integer> statuses = new java.util.ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
            return statuses;
        }
    }

    private long stock() {
        return database.number("SELECT stock FROM products WHERE id = 2");
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }
}
