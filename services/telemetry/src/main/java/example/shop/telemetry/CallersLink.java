package example.shop.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import jakarta.inject.Singleton;

/**
 * Links the server span of an untrusted caller to the span that the caller named as its parent. The two are in
 * different traces; the link leads from one to the other.
 */
@Singleton
class CallersLink implements StartedSpans {

    private static final ContextKey<SpanContext> CLAIMED = ContextKey.named("example.shop.telemetry.claimed");

    /** Marks the link as the claim of an untrusted caller. */
    private static final Attributes UNTRUSTED =
            Attributes.builder().put("shop.caller", "untrusted").build();

    /** {@code context} with the span that the caller claims as its parent; unchanged if there is none. */
    static Context remember(Context context, SpanContext claimed) {
        return claimed.isValid() ? context.with(CLAIMED, claimed) : context;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        SpanContext claimed = parent.get(CLAIMED);
        if (claimed != null && span.getKind() == SpanKind.SERVER) {
            // Ids only: the caller also writes the trace state, so it is left out.
            span.addLink(
                    SpanContext.createFromRemoteParent(
                            claimed.getTraceId(),
                            claimed.getSpanId(),
                            claimed.getTraceFlags(),
                            TraceState.getDefault()),
                    UNTRUSTED);
        }
    }
}
