package example.shop.faults;

import io.opentelemetry.api.trace.Span;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.io.InterruptedIOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Lets faults hit requests of the API: after routing, so that metrics, log and span name the route, and before the
 * resource. It runs on the request's own virtual thread, which may wait.
 */
@Provider
@Singleton
class FaultyRequests implements ContainerRequestFilter {

    private final Faults faults;
    private final RequestFaults request;
    private final OneByOne oneByOne;

    FaultyRequests(Faults faults, RequestFaults request, OneByOne oneByOne) {
        this.faults = faults;
        this.request = request;
        this.oneByOne = oneByOne;
    }

    @Override
    public void filter(ContainerRequestContext context) throws InterruptedIOException {
        if (faults.active().isEmpty() || !context.getUriInfo().getPath().startsWith("/api/")) {
            return;
        }
        request.draw(Span.current(), faults.active());
        // All requests share the pool, so the single request is only marked.
        request.takeEffect(Fault.BLOCKED_POOL);
        Optional<ActiveFault> latency = request.takeEffect(Fault.LATENCY);
        if (latency.isPresent()) {
            waitFor(latency.get());
        }
        request.takeEffect(Fault.N_PLUS_ONE).ifPresent(this::readOneByOne);
        if (request.takeEffect(Fault.ERROR_RATE).isPresent()) {
            throw new InjectedFailure("The fault error-rate is switched on", null);
        }
    }

    /** Waits for the amount of {@code latency}, or until it is switched off. */
    private static void waitFor(ActiveFault latency) throws InterruptedIOException {
        try {
            if (latency.over().await(latency.amount(), TimeUnit.MILLISECONDS)) {
                Span.current().addEvent("fault ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the fault latency held the request");
        }
    }

    private void readOneByOne(ActiveFault fault) {
        try {
            oneByOne.read(fault.amount());
        } catch (SQLException e) {
            throw new InjectedFailure("The fault n-plus-one could not read", e);
        }
    }

    /** The cause of an injected failure. */
    private static final class InjectedFailure extends RuntimeException {
        private static final long serialVersionUID = 1;

        InjectedFailure(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
