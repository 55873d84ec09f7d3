package example.shop.gateway;

import example.shop.telemetry.OutcomeCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts outcomes of payments and refunds in {@code shop_payments_total} and {@code shop_refunds_total}. They are two
 * families, so that the sum over one is the number of attempted payments.
 */
@Startup
@ApplicationScoped
class PaymentCounter {

    private static final String FAILED = "failed";
    private static final String REFUNDED = "refunded";

    private final OutcomeCounter payments;
    private final OutcomeCounter refunds;

    PaymentCounter(MeterRegistry registry) {
        List<String> outcomes = new ArrayList<>(List.of(PaymentProvider.Outcome.APPROVED, FAILED));
        for (PaymentProvider.Decline decline : PaymentProvider.Decline.values()) {
            outcomes.add(decline.label());
        }
        payments = new OutcomeCounter(
                registry, "shop.payments", "Payments by the provider's answer; failed where it gave none", outcomes);
        refunds = new OutcomeCounter(
                registry,
                "shop.refunds",
                "Refunds of payments whose order could not be placed, by how they ended",
                List.of(REFUNDED, FAILED));
    }

    void answered(PaymentProvider.Outcome outcome) {
        if (!outcome.repeated()) {
            payments.count(outcome.label());
        }
    }

    void failed() {
        payments.count(FAILED);
    }

    void refunded() {
        refunds.count(REFUNDED);
    }

    void refundFailed() {
        refunds.count(FAILED);
    }
}
