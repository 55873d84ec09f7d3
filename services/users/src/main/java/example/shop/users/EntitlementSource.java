package example.shop.users;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** Calls the external service, and continues without it if it is slow, down or sends an invalid answer. */
@ApplicationScoped
class EntitlementSource {

    private static final Logger LOG = Logger.getLogger(EntitlementSource.class);

    private final EntitlementClient client;

    EntitlementSource(@RestClient EntitlementClient client) {
        this.client = client;
    }

    /** The entitlements of every user; none if the service did not give any in time, which the span records. */
    @WithSpan("http.request")
    Entitlements everyone() {
        try {
            return client.everyone();
        } catch (RuntimeException failure) {
            Span span = Span.current();
            span.recordException(failure);
            span.setStatus(
                    StatusCode.ERROR, "external service: " + failure.getClass().getSimpleName());
            span.setAttribute("error.type", failure.getClass().getName());
            LOG.warnf(
                    "External service gave no entitlements: %s",
                    failure.getClass().getSimpleName());
            return Entitlements.NONE;
        }
    }
}
