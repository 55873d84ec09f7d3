package example.shop.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
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
    private static final List<String> PROBES = List.of("/health", "/metrics", "/openapi");

    void register(@Observes Filters filters) {
        filters.register(AccessLog::watch, BEFORE_ROUTES);
    }

    private static void watch(RoutingContext context) {
        String path = context.request().path();
        if (PROBES.stream().noneMatch(probe -> path.equals(probe) || path.startsWith(probe + "/"))) {
            long start = System.nanoTime();
            SpanContext span = Span.current().getSpanContext();
            context.addEndHandler(ended -> write(context, span, Duration.ofNanos(System.nanoTime() - start)));
        }
        context.next();
    }

    private static void write(RoutingContext context, SpanContext span, Duration duration) {
        String template =
                ((HttpServerRequestInternal) context.request()).context().getLocal(Route.TEMPLATE_KEY);
        int status = context.response().getStatusCode();
        // The span has ended by now and taken its ids out of the logging context.
        MDC.put("traceId", span.getTraceId());
        MDC.put("spanId", span.getSpanId());
        MDC.put("path", context.request().path());
        MDC.put("durationMs", Double.toString(duration.toNanos() / 1e6));
        try {
            LOG.logf(
                    status >= 500 ? Logger.Level.ERROR : Logger.Level.INFO,
                    "%s %s %d",
                    context.request().method().name(),
                    Route.orElse(template, RequestMetrics.UNMATCHED),
                    status);
        } finally {
            MDC.remove("path");
            MDC.remove("durationMs");
        }
    }
}
