package example.shop.__name__;

import example.shop.telemetry.OutcomeCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Counts whether the requested item exists, in {@code shop___name___reads_total}. */
@Startup
@ApplicationScoped
class ItemCounter {

    private static final String FOUND = "found";
    private static final String MISSING = "missing";

    private final OutcomeCounter reads;

    ItemCounter(MeterRegistry registry) {
        reads = new OutcomeCounter(
                registry, "shop.__name__.reads", "Requests for one item, by outcome", List.of(FOUND, MISSING));
    }

    void read(boolean found) {
        reads.count(found ? FOUND : MISSING);
    }
}
