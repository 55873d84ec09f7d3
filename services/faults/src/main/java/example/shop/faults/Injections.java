package example.shop.faults;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Counts and logs each request that a fault hits, so that an injected failure is never taken for a real one. */
@ApplicationScoped
class Injections {

    private static final Logger LOG = Logger.getLogger(Injections.class);

    private final Map<Fault, Counter> counters = new EnumMap<>(Fault.class);

    /** All counters start at 0 if faults are enabled; otherwise the metric does not exist. */
    Injections(MeterRegistry registry, @ConfigProperty(name = "shop.faults.enabled") boolean enabled) {
        if (enabled) {
            for (Fault fault : Fault.values()) {
                counters.put(
                        fault,
                        Counter.builder("shop.faults.injected")
                                .description("Requests that a fault on demand has hit")
                                .tag("fault", fault.label())
                                .register(registry));
            }
        }
    }

    /** Creates this bean, and with it the counters, before the first request. */
    void register(@Observes StartupEvent event) {
        LOG.debugf("%d kinds of faults can be switched on", counters.size());
    }

    void happened(Fault fault) {
        counters.get(fault).increment();
        LOG.infof("Fault injected: %s", fault.label());
    }
}
