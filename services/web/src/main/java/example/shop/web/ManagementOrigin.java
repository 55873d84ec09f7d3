package example.shop.web;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Refuses what a page in a browser asks of probes, metrics and faults. Quarkus lets a page of every origin read what the management
 * interface answers, and has no setting for that; people, probes and Prometheus send no {@code Origin}. It answers by itself when a
 * browser asks for leave, and names no method then: PUT and DELETE are not sent at all.
 */
@ApplicationScoped
class ManagementOrigin {

    /** Behind Quarkus' own of the same order, and before every route. */
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
