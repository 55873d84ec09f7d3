package example.shop.users;

import example.shop.web.StormProne;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The external service: static JSON over HTTP, with no instrumentation of its own. */
@RegisterRestClient(configKey = "entitlements")
@Path("/entitlements.json")
interface EntitlementClient {

    /**
     * The permissions that the external service grants to every user.
     *
     * @throws jakarta.ws.rs.ProcessingException if the service cannot be reached or sends an invalid answer
     * @throws org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException if it is slow or known to be
     *     down
     */
    @GET
    @StormProne
    @Timeout(400)
    @Retry(
            maxRetries = 1,
            delay = 50,
            delayUnit = ChronoUnit.MILLIS,
            jitter = 25,
            abortOn = CircuitBreakerOpenException.class)
    @CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 5000)
    Entitlements everyone();
}
