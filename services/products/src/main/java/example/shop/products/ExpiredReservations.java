package example.shop.products;

import example.shop.telemetry.Untraced;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Gives back the stock of reservations that were not confirmed in time because their caller died. Any number of
 * instances may do so at once.
 */
@ApplicationScoped
class ExpiredReservations {

    private static final Logger LOG = Logger.getLogger(ExpiredReservations.class);
    private static final int BATCH = 100;
    /** Batches in one run, so that a run ends; the next one is soon. */
    private static final int BATCHES = 10;

    /** Begins the span of a batch, which requires a call to another bean. */
    @ApplicationScoped
    static class Batch {

        private final ReservationRepository reservations;
        private final Event<ReservationOutcome> outcome;

        Batch(ReservationRepository reservations, Event<ReservationOutcome> outcome) {
            this.reservations = reservations;
            this.outcome = outcome;
        }

        @WithSpan("expire-reservations")
        void giveBack(long productId) {
            int expired = QuarkusTransaction.requiringNew().call(() -> {
                int count = reservations.expire(productId, BATCH);
                for (int i = 0; i < count; i++) {
                    outcome.fire(ReservationOutcome.EXPIRED);
                }
                return count;
            });
            Span.current().setAttribute("product.id", productId);
            Span.current().setAttribute("reservations.expired", expired);
            if (expired > 0) {
                MDC.put("reservations", expired);
                LOG.warn("Reservations expired, their stock was given back");
                MDC.remove("reservations");
            }
        }
    }

    private final ReservationRepository reservations;
    private final Batch batch;

    ExpiredReservations(ReservationRepository reservations, Batch batch) {
        this.reservations = reservations;
        this.batch = batch;
    }

    @Scheduled(
            every = "${shop.reservations.sweep-every}",
            delayed = "${shop.reservations.sweep-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        for (int i = 0; i < BATCHES; i++) {
            Optional<Long> product =
                    Untraced.call(() -> QuarkusTransaction.requiringNew().call(reservations::productWithExpired));
            if (product.isEmpty()) {
                return;
            }
            batch.giveBack(product.get());
        }
    }
}
