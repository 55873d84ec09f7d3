package example.shop.products;

import example.shop.telemetry.OutcomeCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.stream.Stream;

/**
 * Counts reservations and releases in {@code shop_stock_reservations_total} after their transaction has ended: a
 * rollback, even one by a failed commit, takes nothing.
 */
@Startup
@ApplicationScoped
class ReservationCounter {

    private final OutcomeCounter reservations;

    ReservationCounter(MeterRegistry registry) {
        reservations = new OutcomeCounter(
                registry,
                "shop.stock.reservations",
                "Stock taken, confirmed, given back or expired, by what became of it once its transaction had ended",
                Stream.of(ReservationOutcome.values())
                        .map(ReservationOutcome::label)
                        .toList());
    }

    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) ReservationOutcome outcome) {
        if (!outcome.isRefusal()) {
            reservations.count(outcome.label());
        }
    }

    void rolledBack(@Observes(during = TransactionPhase.AFTER_FAILURE) ReservationOutcome outcome) {
        if (outcome.isRefusal()) {
            reservations.count(outcome.label());
        }
    }
}
