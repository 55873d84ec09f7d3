package example.shop.web;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Refuses requests of browser pages to probes, metrics and faults. Quarkus lets a page of any origin read the answers
 * of the management interface, and has no setting for that. People, probes and Prometheus send no {@code Origin}.
 * Quarkus itself answers a browser's preflight request and names no method, so the browser never sends PUT and DELETE.
 */
@ApplicationScoped
class ManagementOrigin {

    /** After Quarkus' own handler of the same order, and before every route. */
    private static final int BEFORE_ALL = Integer.MIN_VALUE;

    void register(@Observes ManagementInterface management) {
        management.router().route().order(BEFORE_ALL).handler(ManagementOrigin::refusePages);
    }

    private static void refusePages(RoutingContext context) {
        if (context.request().headers().contains(HttpHeaders.ORIGIN)) {
            context.response().headers().remove(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
            context.response().setStatusCode(403).end("No page may ask this.\n");
        } else {
            context.next();
        }
    }
}
