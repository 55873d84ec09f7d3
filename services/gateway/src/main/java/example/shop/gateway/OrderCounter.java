package example.shop.gateway;

import example.shop.telemetry.OutcomeCounter;
import example.shop.web.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Counts outcomes of checkouts in {@code shop_orders_total}, and repeated checkouts in
 * {@code shop_orders_repeated_total}.
 */
@Startup
@ApplicationScoped
class OrderCounter {

    private static final String PLACED = "placed";
    private static final String FAILED = "failed";
    /** Kinds of refusals; any other kind is a failure to the caller. */
    private static final List<String> REFUSED =
            List.of("unknown-user", "unknown-product", "out-of-stock", "payment-declined");

    private static final String REPLAYED = "replayed";
    private static final String IN_PROGRESS = "in-progress";
    private static final String KEY_REUSED = "key-reused";

    private final OutcomeCounter orders;
    private final OutcomeCounter repeats;

    OrderCounter(MeterRegistry registry) {
        List<String> outcomes = new ArrayList<>(REFUSED);
        outcomes.add(PLACED);
        outcomes.add(FAILED);
        orders = new OutcomeCounter(
                registry,
                "shop.orders",
                "Checkouts by how they ended: an order that was placed, why it was refused, or failed",
                outcomes);
        repeats = new OutcomeCounter(
                registry,
                "shop.orders.repeated",
                "Checkouts with an Idempotency-Key that is known, which are in no outcome of shop_orders_total",
                List.of(REPLAYED, IN_PROGRESS, KEY_REUSED));
    }

    /** Runs {@code checkout} and counts it once, however it ends. */
    <T> T counted(Supplier<T> checkout) {
        String outcome = FAILED;
        try {
            T order = checkout.get();
            outcome = PLACED;
            return order;
        } catch (Refusal refusal) {
            outcome = REFUSED.contains(refusal.kind()) ? refusal.kind() : FAILED;
            throw refusal;
        } finally {
            orders.count(outcome);
        }
    }

    /** The answer was that of an earlier request with the same key. */
    void replayed() {
        repeats.count(REPLAYED);
    }

    /** An earlier request with the same key has no answer yet. */
    void inProgress() {
        repeats.count(IN_PROGRESS);
    }

    /** The key was used for something else. */
    void keyReused() {
        repeats.count(KEY_REUSED);
    }
}
