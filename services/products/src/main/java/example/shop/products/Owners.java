package example.shop.products;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.instrumentation.annotations.SpanAttribute;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** Looks up the seller of a product, and continues without if users cannot say. */
@ApplicationScoped
class Owners {

    private static final Logger LOG = Logger.getLogger(Owners.class);

    private final OwnerClient users;

    Owners(@RestClient OwnerClient users) {
        this.users = users;
    }

    /** The owner; none if unknown or users could not say: the span's {@code owner.missing} says which and why. */
    @WithSpan("call-user-service")
    Optional<Owner> byId(@SpanAttribute("user.id") long id) {
        try {
            OwnerClient.User user = users.byId(id);
            return Optional.of(new Owner(Long.toString(user.id()), user.displayName()));
        } catch (OwnerClient.UnknownOwner unknown) {
            Span.current().setAttribute("owner.missing", "unknown user");
        } catch (RuntimeException failure) {
            describe(failure);
        }
        return Optional.empty();
    }

    private static void describe(RuntimeException failure) {
        String reason =
                switch (failure) {
                    case CircuitBreakerOpenException open -> "circuit breaker open";
                    case TimeoutException slow -> "timeout";
                    case ProcessingException unfinished
                    when unfinished.getCause() instanceof java.util.concurrent.TimeoutException -> "timeout";
                    default -> rootOf(failure).getClass().getSimpleName();
                };
        Span span = Span.current();
        span.recordException(failure);
        span.setStatus(StatusCode.ERROR, "users: " + reason);
        span.setAttribute("error.type", failure.getClass().getName());
        span.setAttribute("owner.missing", reason);
        LOG.warnf("Product answered without its owner: %s", reason);
    }

    private static Throwable rootOf(Throwable failure) {
        return failure.getCause() == null ? failure : rootOf(failure.getCause());
    }
}
