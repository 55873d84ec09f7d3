package example.shop.faults;

import java.util.Arrays;
import java.util.Optional;

/** The faults. Names, defaults and bounds are an interface: docs/telemetry.md describes each. */
enum Fault {
    ERROR_RATE("error-rate", null, 0, 0),
    LATENCY("latency", "milliseconds added", 1500, 30_000),
    N_PLUS_ONE("n-plus-one", "rows read one by one", 20, 200),
    EXTERNAL_TIMEOUT("external-timeout", null, 0, 0),
    RETRY_STORM("retry-storm", "attempts", 10, 50),
    /** By default the whole pool, {@code quarkus.datasource.jdbc.max-size}, which has fewer. */
    BLOCKED_POOL("blocked-pool", "connections held", 16, 16);

    private final String label;
    private final String unit;
    private final int standardAmount;
    private final int maxAmount;

    Fault(String label, String unit, int standardAmount, int maxAmount) {
        this.label = label;
        this.unit = unit;
        this.standardAmount = standardAmount;
        this.maxAmount = maxAmount;
    }

    /** The fault with the name {@code label}. */
    static Optional<Fault> of(String label) {
        return Arrays.stream(values())
                .filter(fault -> fault.label.equals(label))
                .findFirst();
    }

    /** The name in paths, log lines, labels of metrics and attributes of spans. */
    String label() {
        return label;
    }

    /** The unit of this fault's amount; null if it has none. */
    String unit() {
        return unit;
    }

    /** 0 if the fault has no amount. */
    int standardAmount() {
        return standardAmount;
    }

    /** 0 if the fault has no amount. */
    int maxAmount() {
        return maxAmount;
    }
}
