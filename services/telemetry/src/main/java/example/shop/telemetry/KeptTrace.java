package example.shop.telemetry;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import jakarta.inject.Singleton;

/**
 * Marks every span of a trace that a trusted caller wants to be kept, by the header {@code baggage: trace.keep=true}, with the
 * attribute {@code trace.keep}, for which the collectors' sampling looks. Baggage travels on to every peer, so that each span
 * speaks for its trace, whichever collector it comes to.
 */
@Singleton
class KeptTrace implements StartedSpans {

    private static final AttributeKey<String> KEEP = AttributeKey.stringKey("trace.keep");
    private static final String YES = "true";

    /** {@code context}, without the caller's wish where too many have one. */
    static Context bounded(Context context, Marks marks) {
        Baggage baggage = Baggage.fromContext(context);
        return YES.equals(baggage.getEntryValue(KEEP.getKey())) && !marks.take()
                ? context.with(baggage.toBuilder().remove(KEEP.getKey()).build())
                : context;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        if (YES.equals(Baggage.fromContext(parent).getEntryValue(KEEP.getKey()))) {
            span.setAttribute(KEEP, YES);
        }
    }
}
