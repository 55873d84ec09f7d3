package example.shop.products;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.support.Scrape;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(CountersAtStartTest.StartOfItsOwn.class)
class CountersAtStartTest {

    /** Changes nothing. A profile that differs from the other tests' restarts the service, with nothing counted. */
    public static class StartOfItsOwn implements QuarkusTestProfile {}

    @Test
    void everyOutcomeIsServedAsZeroBeforeItsFirstEvent() {
        Scrape scrape = Scrape.now();
        assertThat(scrape.outcomes("shop_stock_reservations_total"))
                .isEqualTo(Map.of(
                        "taken", 0.0,
                        "repeated", 0.0,
                        "released", 0.0,
                        "released_ahead", 0.0,
                        "confirmed", 0.0,
                        "retaken", 0.0,
                        "expired", 0.0,
                        "out_of_stock", 0.0,
                        "reservation_released", 0.0,
                        "idempotency_key_reused", 0.0));
    }
}
