package example.shop.telemetry;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import jakarta.inject.Singleton;

/**
 * Marks every span of a trace with the attribute {@code trace.keep} if a trusted caller sends the header
 * {@code baggage: trace.keep=true}. The collectors' sampling looks for the attribute. Baggage travels to every peer, so
 * each span carries the mark, whichever collector receives it.
 */
@Singleton
class KeptTrace implements StartedSpans {

    private static final AttributeKey<String> KEEP = AttributeKey.stringKey("trace.keep");
    private static final String YES = "true";

    /** {@code context}, without the caller's mark if too many traces have one. */
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
