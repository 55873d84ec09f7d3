package example.shop.telemetry;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import io.quarkus.opentelemetry.runtime.AutoConfiguredOpenTelemetrySdkBuilderCustomizer;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sends the metrics of {@code /metrics} over OTLP, if {@link Signals} says so. Nothing is measured twice: the SDK's own
 * instruments are dropped, and only Micrometer's families are sent.
 */
@Singleton
class OtlpMetrics implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {

    private final Signals signals;
    private final Instance<PrometheusMeterRegistry> registry;

    OtlpMetrics(@ConfigProperty(name = "shop.signals") Signals signals, Instance<PrometheusMeterRegistry> registry) {
        this.signals = signals;
        this.registry = registry;
    }

    @Override
    public void customize(AutoConfiguredOpenTelemetrySdkBuilder builder) {
        builder.addMeterProviderCustomizer((provider, config) -> customized(provider));
    }

    private SdkMeterProviderBuilder customized(SdkMeterProviderBuilder provider) {
        for (InstrumentType type : InstrumentType.values()) {
            provider.registerView(
                    InstrumentSelector.builder().setType(type).build(),
                    View.builder().setAggregation(Aggregation.drop()).build());
        }
        if (signals == Signals.SCRAPE) {
            return provider;
        }
        MetricFamilies families = new MetricFamilies(System.currentTimeMillis() * 1_000_000);
        // Looked up at export time: the registry is created after the SDK.
        return provider.registerMetricProducer(resource -> registry.isResolvable()
                ? families.of(registry.get().getPrometheusRegistry().metricFamilySamples(), resource)
                : List.of());
    }
}
