package example.shop.telemetry;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Turns all metrics of a service off where {@code METRICS_ENABLED} says so; what they cost can be measured that way. */
@Singleton
class MetricsSwitch {

    @Produces
    @Singleton
    static MeterFilter filter(@ConfigProperty(name = "shop.metrics.enabled") boolean enabled) {
        // Neither accepts nor denies, so that other filters are asked as well.
        return enabled ? new MeterFilter() {} : MeterFilter.deny();
    }
}
