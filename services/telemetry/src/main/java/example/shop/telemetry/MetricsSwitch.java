package example.shop.telemetry;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Turns off all metrics of a service if {@code METRICS_ENABLED} says so, as a way to measure their cost. */
@Singleton
class MetricsSwitch {

    @Produces
    @Singleton
    static MeterFilter filter(@ConfigProperty(name = "shop.metrics.enabled") boolean enabled) {
        // Neither accepts nor denies, so that other filters decide as well.
        return enabled ? new MeterFilter() {} : MeterFilter.deny();
    }
}
