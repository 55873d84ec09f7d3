package example.shop.telemetry.secrets;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;

/**
 * Passes each span as a {@link MaskedSpan} to a processor that exports spans. Masking happens when the processor reads
 * the data: a batch processor does so in its own thread, and no request waits for it.
 */
final class MaskedSpans implements SpanProcessor {

    private final SpanProcessor exporting;
    private final int maxLength;

    /** @param maxLength of names and statuses, in characters */
    MaskedSpans(SpanProcessor exporting, int maxLength) {
        this.exporting = exporting;
        this.maxLength = maxLength;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        exporting.onStart(parent, span);
    }

    @Override
    public boolean isStartRequired() {
        return exporting.isStartRequired();
    }

    @Override
    public void onEnd(ReadableSpan span) {
        exporting.onEnd(new Masked(span, maxLength));
    }

    @Override
    public boolean isEndRequired() {
        return exporting.isEndRequired();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporting.shutdown();
    }

    @Override
    public CompletableResultCode forceFlush() {
        return exporting.forceFlush();
    }

    @Override
    public void close() {
        exporting.close();
    }

    private record Masked(ReadableSpan span, int maxLength) implements ReadableSpan {

        @Override
        public SpanData toSpanData() {
            return new MaskedSpan(span.toSpanData(), maxLength);
        }

        @Override
        public SpanContext getSpanContext() {
            return span.getSpanContext();
        }

        @Override
        public SpanContext getParentSpanContext() {
            return span.getParentSpanContext();
        }

        @Override
        public String getName() {
            return span.getName();
        }

        @Override
        @Deprecated
        public io.opentelemetry.sdk.common.InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
            return span.getInstrumentationLibraryInfo();
        }

        @Override
        public InstrumentationScopeInfo getInstrumentationScopeInfo() {
            return span.getInstrumentationScopeInfo();
        }

        @Override
        public boolean hasEnded() {
            return span.hasEnded();
        }

        @Override
        public long getLatencyNanos() {
            return span.getLatencyNanos();
        }

        @Override
        public SpanKind getKind() {
            return span.getKind();
        }

        @Override
        public <T> T getAttribute(AttributeKey<T> key) {
            return span.getAttribute(key);
        }

        @Override
        public Attributes getAttributes() {
            return span.getAttributes();
        }
    }
}
