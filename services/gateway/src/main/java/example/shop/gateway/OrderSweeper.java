package example.shop.gateway;

import example.shop.telemetry.Untraced;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Finds orders whose request ended without completing or undoing them, as after a crash. Any number of gateways may
 * sweep at once: each order goes to one of them at a time.
 */
@Startup
@ApplicationScoped
class OrderSweeper {

    private static final Logger LOG = Logger.getLogger(OrderSweeper.class);
    /** Orders in one run; the rest waits for the next. */
    private static final int MOST = 20;

    private final CheckoutRepository checkouts;
    private final UnfinishedOrder order;
    private final AtomicLong pending = new AtomicLong();
    private volatile boolean stopping;

    OrderSweeper(CheckoutRepository checkouts, UnfinishedOrder order, MeterRegistry registry) {
        this.checkouts = checkouts;
        this.order = order;
        Gauge.builder("shop.orders.pending", pending, AtomicLong::doubleValue)
                .description("Orders that are neither placed nor undone, in the database that all gateways share")
                .register(registry);
    }

    @Scheduled(
            every = "${shop.orders.sweep-every}",
            delayed = "${shop.orders.sweep-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        try {
            for (UUID due : Untraced.call(() -> checkouts.takeDue(MOST))) {
                if (stopping) {
                    return;
                }
                order.finish(due);
            }
            pending.set(Untraced.call(checkouts::unfinished));
        } catch (RuntimeException failure) {
            // Orders taken up become due again by themselves; a stopping gateway may have closed its pool.
            if (!stopping) {
                LOG.error("Unfinished orders could not be swept", failure);
            }
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }
}
