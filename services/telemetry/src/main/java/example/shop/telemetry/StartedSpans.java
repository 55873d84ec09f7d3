package example.shop.telemetry;

import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** A span processor to which only the beginning of a span matters. */
interface StartedSpans extends SpanProcessor {

    @Override
    default boolean isStartRequired() {
        return true;
    }

    @Override
    default void onEnd(ReadableSpan span) {
        // Nothing is to be done then.
    }

    @Override
    default boolean isEndRequired() {
        return false;
    }
}
