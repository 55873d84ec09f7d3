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
 * Links the server span of a caller who is not trusted to the span that the caller named as its parent, so that the one is
 * found from the other although the trace is another.
 */
@Singleton
class CallersLink implements StartedSpans {

    private static final ContextKey<SpanContext> CLAIMED = ContextKey.named("example.shop.telemetry.claimed");

    /** Who claims it, on the link. */
    private static final Attributes UNTRUSTED =
            Attributes.builder().put("shop.caller", "untrusted").build();

    /** {@code context}, with the span that a caller claims to be called from; as it is where that is none. */
    static Context remember(Context context, SpanContext claimed) {
        return claimed.isValid() ? context.with(CLAIMED, claimed) : context;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        SpanContext claimed = parent.get(CLAIMED);
        if (claimed != null && span.getKind() == SpanKind.SERVER) {
            // Two ids; the state, which a caller writes as well, stays outside.
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
