package example.shop.gateway;

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
        assertThat(scrape.outcomes("shop_orders_total"))
                .isEqualTo(Map.of(
                        "placed", 0.0,
                        "unknown_user", 0.0,
                        "unknown_product", 0.0,
                        "out_of_stock", 0.0,
                        "payment_declined", 0.0,
                        "failed", 0.0));
        assertThat(scrape.outcomes("shop_payments_total"))
                .isEqualTo(Map.of(
                        "approved", 0.0,
                        "declined", 0.0,
                        "insufficient_funds", 0.0,
                        "expired_card", 0.0,
                        "failed", 0.0));
        assertThat(scrape.outcomes("shop_orders_repeated_total"))
                .isEqualTo(Map.of("replayed", 0.0, "in_progress", 0.0, "key_reused", 0.0));
        assertThat(scrape.outcomes("shop_orders_swept_total"))
                .isEqualTo(Map.of("completed", 0.0, "compensated", 0.0, "owed", 0.0, "failed", 0.0));
        assertThat(scrape.outcomes("shop_stock_returns_total")).isEqualTo(Map.of("returned", 0.0, "failed", 0.0));
        assertThat(scrape.sum("shop_orders_pending")).isZero();
        assertThat(scrape.outcomes("shop_refunds_total")).isEqualTo(Map.of("refunded", 0.0, "failed", 0.0));
    }
}
