package example.shop.telemetry;

import io.prometheus.client.exporter.common.TextFormat;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Answers in OpenMetrics, the only text format that carries exemplars, if the scraper understands it.
 *
 * <p>Quarkus' endpoint falls back to plain text as soon as the Accept header mentions it, and Prometheus 3 always lists
 * plain text last. Without this handler Prometheus never stores an exemplar.
 */
@ApplicationScoped
class MetricsFormat {

    /** The endpoint itself, which reads the header, comes after 0. */
    private static final int BEFORE_ENDPOINT = -1000;

    void register(@Observes ManagementInterface management) {
        management.router().route("/metrics").order(BEFORE_ENDPOINT).handler(MetricsFormat::preferOpenMetrics);
    }

    private static void preferOpenMetrics(RoutingContext context) {
        var headers = context.request().headers();
        String accept = headers.get(HttpHeaders.ACCEPT);
        if (accept != null && accept.contains("application/openmetrics-text")) {
            headers.set(HttpHeaders.ACCEPT, TextFormat.CONTENT_TYPE_OPENMETRICS_100);
        }
        context.next();
    }
}
