package example.shop.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts outcomes: a family {@code <name>_total} with the one label {@code outcome}. Its values are lower case with
 * underscores, like those of span attributes.
 */
public final class OutcomeCounter {

    private final MeterRegistry registry;
    private final String name;
    private final String description;

    /**
     * Registers every series at 0, because a rate or an increase misses the event with which a series begins.
     *
     * @param name family name with dots, such as {@code shop.orders}
     * @param outcomes all values of the label
     */
    public OutcomeCounter(MeterRegistry registry, String name, String description, Iterable<String> outcomes) {
        this.registry = registry;
        this.name = name;
        this.description = description;
        outcomes.forEach(this::counter);
    }

    /** @param outcome a value of the label, or the kind of a refusal; must never be a value that a caller made up */
    public void count(String outcome) {
        counter(outcome).increment();
    }

    private Counter counter(String outcome) {
        return Counter.builder(name)
                .description(description)
                .tag("outcome", outcome.replace('-', '_'))
                .register(registry);
    }
}
