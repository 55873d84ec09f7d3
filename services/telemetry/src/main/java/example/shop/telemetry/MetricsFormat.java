package example.shop.telemetry;

import io.prometheus.client.exporter.common.TextFormat;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Answers a scraper that understands OpenMetrics in OpenMetrics, the only text format that carries exemplars.
 *
 * <p>Quarkus' endpoint falls back to plain text as soon as the Accept header mentions it, and Prometheus 3 always lists
 * plain text last: without this filter no exemplar would ever be stored.
 */
@ApplicationScoped
class MetricsFormat {

    /** Above the router's own handlers, which read the header. */
    private static final int BEFORE_ROUTES = 1000;

    void register(@Observes Filters filters) {
        filters.register(MetricsFormat::preferOpenMetrics, BEFORE_ROUTES);
    }

    private static void preferOpenMetrics(RoutingContext context) {
        var headers = context.request().headers();
        String accept = headers.get(HttpHeaders.ACCEPT);
        if (accept != null
                && accept.contains("application/openmetrics-text")
                && "/metrics".equals(context.request().path())) {
            headers.set(HttpHeaders.ACCEPT, TextFormat.CONTENT_TYPE_OPENMETRICS_100);
        }
        context.next();
    }
}
