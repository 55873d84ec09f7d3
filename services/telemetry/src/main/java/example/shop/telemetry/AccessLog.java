package example.shop.telemetry;

import io.micrometer.core.instrument.Tags;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor;
import io.quarkus.opentelemetry.runtime.QuarkusContextStorage;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * One line for each request, under the logger {@code access}. The message is {@code METHOD route status}: few distinct
 * values, so that lines can be counted by message. Values that vary (path, duration, trace) are fields of their own.
 *
 * <p>Probes and scrapes are left out, as in traces and metrics: they arrive at the management interface.
 *
 * <p>The server or its router refuses some requests before any filter runs, such as a path that cannot be decoded.
 * Metrics still count such a request; its line is written at that moment. This class adds no tags: it implements the
 * interface because Quarkus calls it when an answer has ended.
 */
@ApplicationScoped
class AccessLog implements HttpServerMetricsTagsContributor {

    private static final Logger LOG = Logger.getLogger("access");
    private static final int BEFORE_ROUTES = 900;

    /** Key in the request's Vert.x context: the filter has seen the request and writes its line. */
    private static final String SEEN = AccessLog.class.getName();

    private final ManagementPort management;

    AccessLog(ManagementPort management) {
        this.management = management;
    }

    void register(@Observes Filters filters) {
        filters.register(AccessLog::watch, BEFORE_ROUTES);
    }

    private static void watch(RoutingContext context) {
        long start = System.nanoTime();
        SpanContext span = Span.current().getSpanContext();
        ((HttpServerRequestInternal) context.request()).context().putLocal(SEEN, true);
        context.addEndHandler(ended -> {
            Duration duration = Duration.ofNanos(System.nanoTime() - start);
            // The metrics' term for a caller who disconnected before the answer was written.
            String outcome =
                    ended.succeeded() ? Integer.toString(context.response().getStatusCode()) : "RESET";
            write(context.request(), context.response().getStatusCode(), outcome, span, duration);
        });
        context.next();
    }

    @Override
    public Tags contribute(Context answered) {
        HttpServerRequest request = answered.request();
        if (!management.took(request) && answered.requestContextLocalData(SEEN) == null) {
            var context = QuarkusContextStorage.getOtelContext(((HttpServerRequestInternal) request).context());
            SpanContext span = context == null
                    ? SpanContext.getInvalid()
                    : Span.fromContext(context).getSpanContext();
            int status = answered.response().statusCode();
            write(request, status, Integer.toString(status), span, Duration.ZERO);
        }
        return Tags.empty();
    }

    private static void write(
            HttpServerRequest request, int status, String outcome, SpanContext span, Duration duration) {
        // The span has ended by now and removed its ids from the logging context.
        Map<String, String> fields = new HashMap<>(Map.of(
                "traceId", span.getTraceId(),
                "spanId", span.getSpanId(),
                "path", String.valueOf(request.path()),
                "durationMs", Double.toString(duration.toNanos() / 1e6)));
        if (status >= 500) {
            // The span's attribute of the same name: a search for "error" in lines finds every failed request.
            fields.put("error.type", Integer.toString(status));
        }
        fields.forEach(MDC::put);
        try {
            LOG.logf(
                    status >= 500 ? Logger.Level.ERROR : Logger.Level.INFO,
                    "%s %s %s",
                    Route.knownMethod(request.method().name()),
                    Route.of(request),
                    outcome);
        } finally {
            fields.keySet().forEach(MDC::remove);
        }
    }
}
