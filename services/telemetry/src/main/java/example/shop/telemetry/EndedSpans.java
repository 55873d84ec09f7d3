package example.shop.telemetry;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the ended spans to be exported, in {@code shop_spans_ended_total}. The exporter does not report how many it
 * drops, in its queue or after its last try. The drops are the spans that the collectors have not counted (alert
 * ServiceSpansLost).
 */
@Singleton
class EndedSpans implements SpanProcessor {

    private final LongAdder ended = new LongAdder();

    /** Not in the constructor: spans are set up before metrics. */
    void register(@Observes StartupEvent event, MeterRegistry registry) {
        FunctionCounter.builder("shop.spans.ended", ended, LongAdder::doubleValue)
                .description("Spans that ended and are to be exported, whether or not they arrive")
                .register(registry);
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        // Only the end of a span counts.
    }

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (span.getSpanContext().isSampled()) {
            ended.increment();
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }
}
