package example.shop.telemetry.secrets;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.quarkus.arc.All;
import io.quarkus.opentelemetry.runtime.AutoConfiguredOpenTelemetrySdkBuilderCustomizer;
import io.quarkus.opentelemetry.runtime.exporter.otlp.tracing.RemoveableLateBoundSpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Puts {@link MaskedSpans} between the SDK and the exporting processors. Replaces Quarkus' own
 * {@code TracerProviderCustomizer}, which is excluded (microprofile-config.properties): it would pass spans to its
 * exporter unmasked, and has no hook to wrap it.
 */
@Singleton
class MaskedTelemetry implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {

    private final List<SpanProcessor> processors;
    private final int maxLength;

    MaskedTelemetry(
            @All List<SpanProcessor> processors,
            @ConfigProperty(name = "quarkus.otel.attribute.value.length.limit") int maxLength) {
        this.processors = processors;
        this.maxLength = maxLength;
    }

    @Override
    public void customize(AutoConfiguredOpenTelemetrySdkBuilder builder) {
        builder.addTracerProviderCustomizer((provider, config) -> {
            processors.stream()
                    // Quarkus' class for "there is no exporter".
                    .filter(processor -> !(processor instanceof RemoveableLateBoundSpanProcessor))
                    .forEach(processor -> provider.addSpanProcessor(new MaskedSpans(processor, maxLength)));
            return provider;
        });
        builder.addResourceCustomizer((resource, config) -> resource.toBuilder()
                .putAll(MaskedAttributes.of(resource.getAttributes(), maxLength))
                .build());
    }
}
