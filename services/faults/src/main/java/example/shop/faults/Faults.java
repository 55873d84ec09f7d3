package example.shop.faults;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** The faults that are on in this process. They are in memory only: a restarted service has none. */
@ApplicationScoped
class Faults {

    private static final Logger LOG = Logger.getLogger(Faults.class);

    private final SilentPeer silentPeer;
    private final BlockedPool blockedPool;
    private final Map<Fault, ActiveFault> active = new ConcurrentHashMap<>();
    private final ReentrantLock switching = new ReentrantLock();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("faults").factory());

    Faults(SilentPeer silentPeer, BlockedPool blockedPool) {
        this.silentPeer = silentPeer;
        this.blockedPool = blockedPool;
    }

    /** The faults that are on. */
    Collection<ActiveFault> active() {
        return active.values();
    }

    Optional<ActiveFault> active(Fault fault) {
        return Optional.ofNullable(active.get(fault));
    }

    /**
     * Switches {@code fault} on until it is switched off, its time is over or the service stops. Ends one of its kind.
     *
     * @throws SQLException if the pool does not supply the connections that the fault withholds
     */
    void on(ActiveFault fault) throws SQLException {
        switching.lock();
        try {
            if (end(fault.fault())) {
                LOG.warnf("Fault replaced: %s", fault.fault().label());
            }
            switch (fault.fault()) {
                case EXTERNAL_TIMEOUT -> silentPeer.open();
                case BLOCKED_POOL -> blockedPool.hold(fault.amount());
                default -> {
                    // The others hold nothing while they are on.
                }
            }
            active.put(fault.fault(), fault);
            clock.schedule(() -> expire(fault), fault.seconds(), TimeUnit.SECONDS);
            logOn(fault);
        } finally {
            switching.unlock();
        }
    }

    /** Switches {@code fault} off; does nothing if it is off. */
    void off(Fault fault) {
        switching.lock();
        try {
            if (end(fault)) {
                LOG.warnf("Fault switched off: %s", fault.label());
            }
        } finally {
            switching.unlock();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        clock.shutdownNow();
        List.of(Fault.values()).forEach(this::off);
    }

    private void expire(ActiveFault fault) {
        switching.lock();
        try {
            // It may have been switched off, and on again, since.
            if (!fault.isOver() && end(fault.fault())) {
                LOG.warnf("Fault ended by itself: %s", fault.fault().label());
            }
        } finally {
            switching.unlock();
        }
    }

    private boolean end(Fault fault) {
        ActiveFault ended = active.remove(fault);
        if (ended == null) {
            return false;
        }
        ended.over().countDown();
        switch (fault) {
            case EXTERNAL_TIMEOUT -> silentPeer.close();
            case BLOCKED_POOL -> blockedPool.release();
            default -> {
                // The others hold nothing.
            }
        }
        return true;
    }

    private static void logOn(ActiveFault fault) {
        Map<String, Object> fields =
                Map.of("faultShare", fault.share(), "faultAmount", fault.amount(), "faultSeconds", fault.seconds());
        fields.forEach((name, value) -> MDC.put(name, value.toString()));
        LOG.warnf("Fault switched on: %s", fault.fault().label());
        fields.keySet().forEach(MDC::remove);
    }
}
