package example.shop.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * One line for each request, under the logger {@code access}. The message is {@code METHOD route status}, which takes few
 * values and so can be counted by message; what takes many (path, duration, trace) are fields of their own.
 *
 * <p>Probes and scrapes are left out, as they are in traces and metrics.
 */
@ApplicationScoped
class AccessLog {

    private static final Logger LOG = Logger.getLogger("access");
    private static final int BEFORE_ROUTES = 900;

    void register(@Observes Filters filters) {
        filters.register(AccessLog::watch, BEFORE_ROUTES);
    }

    private static void watch(RoutingContext context) {
        if (!Route.isProbe(context)) {
            long start = System.nanoTime();
            SpanContext span = Span.current().getSpanContext();
            context.addEndHandler(ended -> {
                Duration duration = Duration.ofNanos(System.nanoTime() - start);
                write(context, span, duration, ended.succeeded());
            });
        }
        context.next();
    }

    private static void write(RoutingContext context, SpanContext span, Duration duration, boolean answered) {
        int status = context.response().getStatusCode();
        // The metrics' word for a caller who went away before the answer was written.
        String outcome = answered ? Integer.toString(status) : "RESET";
        // The span has ended by now and taken its ids out of the logging context.
        Map<String, String> fields = new HashMap<>(Map.of(
                "traceId", span.getTraceId(),
                "spanId", span.getSpanId(),
                "path", String.valueOf(context.request().path()),
                "durationMs", Double.toString(duration.toNanos() / 1e6)));
        if (status >= 500) {
            // The span's attribute of the same name; whoever looks for "error" in lines finds every failed request.
            fields.put("error.type", Integer.toString(status));
        }
        fields.forEach(MDC::put);
        try {
            LOG.logf(
                    status >= 500 ? Logger.Level.ERROR : Logger.Level.INFO,
                    "%s %s %s",
                    Route.knownMethod(context.request().method().name()),
                    Route.of(context),
                    outcome);
        } finally {
            fields.keySet().forEach(MDC::remove);
        }
    }
}
