package example.shop.gateway;

import example.shop.telemetry.OutcomeCounter;
import example.shop.telemetry.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;

/** Counts how checkouts ended, in {@code shop_orders_total}. */
@Startup
@ApplicationScoped
class OrderCounter {

    private static final String PLACED = "placed";
    private static final String FAILED = "failed";

    private final OutcomeCounter orders;

    OrderCounter(MeterRegistry registry) {
        orders = new OutcomeCounter(
                registry,
                "shop.orders",
                "Checkouts by how they ended: an order that was placed, why it was refused, or failed",
                List.of(PLACED, "unknown-user", "unknown-product", "out-of-stock", "payment-declined", FAILED));
    }

    /** Runs {@code checkout} and counts it: once, whichever way it ends. */
    <T> T counted(Supplier<T> checkout) {
        String outcome = FAILED;
        try {
            T order = checkout.get();
            outcome = PLACED;
            return order;
        } catch (Refusal refusal) {
            outcome = refusal.kind();
            throw refusal;
        } finally {
            orders.count(outcome);
        }
    }
}
