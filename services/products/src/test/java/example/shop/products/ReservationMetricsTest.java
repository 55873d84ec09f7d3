package example.shop.products;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import example.shop.support.Database;
import example.shop.support.Scrape;
import example.shop.support.TrustedCaller;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The outcome of a reservation is counted once its transaction has ended, and agrees with the table. */
@QuarkusTest
class ReservationMetricsTest {

    private static final String FAMILY = "shop_stock_reservations_total";
    private static final String TRACE_ID = "2cf7651916cd43dd8448eb211c80319c";

    Database database;
    Scrape before;

    @BeforeEach
    void twentyPiecesOfProductThree() {
        database.run("UPDATE products SET stock = 20 WHERE id = 3");
        before = Scrape.now();
    }

    @Test
    void reservationIsTakenOnceAndThenRepeated() {
        String key = newKey();
        assertThat(reserve(key, 2)).isEqualTo(201);
        assertThat(counted()).isEqualTo(Map.of("taken", 1.0));
        assertThat(reserve(key, 2)).isEqualTo(201);
        assertThat(counted()).isEqualTo(Map.of("taken", 1.0, "repeated", 1.0));
    }

    @Test
    void reservationIsReleasedOnceHoweverOftenItIsGivenBack() {
        String key = newKey();
        assertThat(reserve(key, 2)).isEqualTo(201);
        assertThat(giveBack(key)).isEqualTo(204);
        assertThat(giveBack(key)).isEqualTo(204);
        assertThat(counted()).isEqualTo(Map.of("taken", 1.0, "released", 1.0));
    }

    @Test
    void releaseThatOvertakesItsReservationIsCountedAsSuchAndTheReservationAsRefused() {
        String key = newKey();
        assertThat(giveBack(key)).isEqualTo(204);
        assertThat(counted()).isEqualTo(Map.of("released_ahead", 1.0));
        assertThat(reserve(key, 2)).isEqualTo(409);
        assertThat(counted()).isEqualTo(Map.of("released_ahead", 1.0, "reservation_released", 1.0));
    }

    @Test
    void refusalIsCountedByItsKindAlthoughItsTransactionIsRolledBack() {
        String key = newKey();
        assertThat(reserve(key, 21)).isEqualTo(409);
        assertThat(counted()).isEqualTo(Map.of("out_of_stock", 1.0));
        assertThat(reserve(key, 1)).isEqualTo(201);
        assertThat(reserve(key, 2)).isEqualTo(422);
        assertThat(counted()).isEqualTo(Map.of("out_of_stock", 1.0, "taken", 1.0, "idempotency_key_reused", 1.0));
    }

    @Test
    void commitThatFailsIsNotCountedAsTaken() {
        database.run("CREATE FUNCTION refuse_commit() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'not committed'; END $$");
        // Deferred: every statement succeeds, and COMMIT itself fails.
        database.run("CREATE CONSTRAINT TRIGGER refuse_commit AFTER INSERT ON reservations"
                + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_commit()");
        try {
            assertThat(reserve(newKey(), 2)).isEqualTo(500);
        } finally {
            database.run("DROP FUNCTION refuse_commit CASCADE");
        }
        assertThat(database.number("SELECT stock FROM products WHERE id = 3")).isEqualTo(20);
        assertThat(counted()).isEmpty();
    }

    @Test
    void countsAgreeWithTheTable() {
        long rowsBefore = rows("true");
        long releasedBefore = rows("released");
        for (int i = 0; i < 12; i++) {
            String key = newKey();
            if (i % 4 == 0) {
                giveBack(key);
            }
            reserve(key, 4);
            if (i % 3 == 0) {
                giveBack(key);
            }
        }
        Map<String, Double> counted = counted();
        assertThat(counted)
                .containsOnlyKeys("taken", "released", "released_ahead", "reservation_released", "out_of_stock");
        assertThat(counted.get("taken") + counted.get("released_ahead")).isEqualTo(rows("true") - rowsBefore);
        assertThat(counted.get("released") + counted.get("released_ahead"))
                .isEqualTo(rows("released") - releasedBefore);
    }

    @Test
    void reservationCarriesAnExemplarOfItsTrace() {
        // An exemplar stays for some seconds before a newer one may replace it.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            database.run("UPDATE products SET stock = 20 WHERE id = 3");
            assertThat(reserve(newKey(), 1)).isEqualTo(201);
            assertThat(Scrape.now().series(FAMILY, "outcome=\"taken\"").getFirst())
                    .contains(TRACE_ID);
        });
    }

    private Map<String, Double> counted() {
        return Scrape.now().grown(FAMILY, before);
    }

    private long rows(String condition) {
        return database.number("SELECT count(*) FROM reservations WHERE " + condition);
    }

    private static int reserve(String key, int quantity) {
        return TrustedCaller.within(TRACE_ID)
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body("{\"quantity\":" + quantity + "}")
                .post("/api/products/3/reservations")
                .statusCode();
    }

    private static int giveBack(String key) {
        return given().delete("/api/products/3/reservations/" + key).statusCode();
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }
}
