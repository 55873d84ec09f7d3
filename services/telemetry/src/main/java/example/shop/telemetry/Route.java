package example.shop.telemetry;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/**
 * The two values that name a request in traces, metrics and logs alike, and that callers must not be able to make up:
 * the route template, such as {@code /api/users/{id}}, and the method.
 */
@ApplicationScoped
class Route {

    /** The route of every request that no resource matches. */
    static final String UNMATCHED = "unmatched";

    /** The only path that no resource answers. */
    private static final String OPENAPI = "/openapi";

    /** Key in the request's Vert.x context: Quarkus REST stores the template there, and its telemetry reads it. */
    static final String TEMPLATE_KEY = "UrlPathTemplate";

    private static final int BEFORE_ROUTES = 1000;

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    /** Without this, Quarkus names the span of an unmatched request after the router's own route, the root. */
    void nameWhatNoResourceMatches(@Observes Filters filters) {
        filters.register(
                context -> {
                    context.addHeadersEndHandler(ignored -> {
                        if (template(context) == null) {
                            ((HttpServerRequestInternal) context.request())
                                    .context()
                                    .putLocal(TEMPLATE_KEY, nameless(context));
                        }
                    });
                    context.next();
                },
                BEFORE_ROUTES);
    }

    /** The route of a request whose answer has begun. */
    static String of(HttpServerRequest request) {
        return of(((HttpServerRequestInternal) request).context().<String>getLocal(TEMPLATE_KEY));
    }

    /** The route for a template from Quarkus REST: empty for the root, null if no resource matched. */
    static String of(String template) {
        if (template == null) {
            return UNMATCHED;
        }
        return template.isEmpty() ? "/" : template;
    }

    /** The method, or {@code _OTHER}, OpenTelemetry's value for methods that HTTP does not know. */
    static String knownMethod(String method) {
        return METHODS.contains(method) ? method : "_OTHER";
    }

    private static String nameless(RoutingContext context) {
        return OPENAPI.equals(context.normalizedPath()) ? OPENAPI : UNMATCHED;
    }

    private static String template(RoutingContext context) {
        return ((HttpServerRequestInternal) context.request()).context().getLocal(TEMPLATE_KEY);
    }
}
