package example.shop.faults;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * A fault and its state.
 *
 * @param on whether it is switched on; if not, share, amount and until are null
 * @param share fraction of the requests that are hit
 * @param amount in {@code unit}
 * @param until when it ends by itself
 * @param unit of the amount; null if the fault has none
 * @param maxAmount the largest amount; null if the fault has none
 */
@RegisterForReflection
record FaultView(String name, boolean on, Double share, Integer amount, Instant until, String unit, Integer maxAmount) {

    static FaultView on(ActiveFault active) {
        Fault fault = active.fault();
        Integer amount = fault.unit() == null ? null : (Integer) active.amount();
        return new FaultView(
                fault.label(), true, active.share(), amount, active.until(), fault.unit(), maxAmount(fault));
    }

    static FaultView off(Fault fault) {
        return new FaultView(fault.label(), false, null, null, null, fault.unit(), maxAmount(fault));
    }

    private static Integer maxAmount(Fault fault) {
        return fault.unit() == null ? null : (Integer) fault.maxAmount();
    }
}
