package example.shop.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.spi.observability.HttpRequest;
import java.util.Collection;

/**
 * Decides which part of a caller's context a request starts with, and which part of a request's context a call carries.
 *
 * <p>A trusted caller's context is taken as sent. From any other caller, only the named trace is remembered, see
 * {@link CallersLink}. Requests at the management interface are not traced. A service of the shop gets the whole
 * context and the token. A third party gets {@code traceparent} alone: random ids by which it can report a request, and
 * nothing that a caller wrote.
 */
final class CallersPropagator implements TextMapPropagator {

    private static final CallersHeaders HEADERS = new CallersHeaders();

    private final TextMapPropagator standard;
    private final boolean isOfBaggage;
    private final ManagementPort management;
    private final TrustedCallers callers;
    private final Marks marks;

    CallersPropagator(TextMapPropagator standard, ManagementPort management, TrustedCallers callers, Marks marks) {
        this.standard = standard;
        this.isOfBaggage = standard.fields().contains(CallersHeaders.BAGGAGE);
        this.management = management;
        this.callers = callers;
        this.marks = marks;
    }

    @Override
    public Collection<String> fields() {
        return standard.fields();
    }

    @Override
    public <C> void inject(Context context, C carrier, TextMapSetter<C> setter) {
        // Here, because only the propagators see both the span of a call and its request. Once, not for each of the
        // two.
        if (!isOfBaggage && carrier instanceof HttpRequest request) {
            CalledServer.describe(Span.fromContext(context), request);
        }
        if (callers.isToPeer(carrier)) {
            standard.inject(
                    context,
                    carrier,
                    (to, name, value) -> setter.set(
                            to, name, CallersHeaders.BAGGAGE.equals(name) ? CallersHeaders.bounded(value) : value));
            callers.token().ifPresent(token -> setter.set(carrier, TrustedCallers.HEADER, token));
        } else {
            standard.inject(context, carrier, (to, name, value) -> {
                if (CallersHeaders.TRACEPARENT.equals(name)) {
                    setter.set(to, name, value);
                }
            });
        }
    }

    @Override
    public <C> Context extract(Context context, C carrier, TextMapGetter<C> getter) {
        if (!(carrier instanceof HttpServerRequest request)) {
            return standard.extract(context, carrier, getter);
        }
        if (management.took(request)) {
            return context.with(Span.wrap(untraced()));
        }
        if (callers.trust(request)) {
            Context taken = standard.extract(context, request.headers(), HEADERS);
            return isOfBaggage ? KeptTrace.bounded(taken, marks) : taken;
        }
        if (isOfBaggage) {
            return context;
        }
        Context claimed = standard.extract(Context.root(), request.headers(), HEADERS);
        return CallersLink.remember(context, Span.fromContext(claimed).getSpanContext());
    }

    /** An unsampled parent, so that nothing below it is sampled. */
    private static SpanContext untraced() {
        IdGenerator ids = IdGenerator.random();
        return SpanContext.createFromRemoteParent(
                ids.generateTraceId(), ids.generateSpanId(), TraceFlags.getDefault(), TraceState.getDefault());
    }
}
