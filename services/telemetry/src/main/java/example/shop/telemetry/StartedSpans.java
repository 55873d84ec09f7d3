package example.shop.telemetry;

import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** A span processor that acts only at the start of a span. */
interface StartedSpans extends SpanProcessor {

    @Override
    default boolean isStartRequired() {
        return true;
    }

    @Override
    default void onEnd(ReadableSpan span) {
        // Nothing to do at the end.
    }

    @Override
    default boolean isEndRequired() {
        return false;
    }
}
