package example.shop.gateway;

import example.shop.web.StormProne;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The gateway's calls to users. Answers below 500 are returned as they are; anything else is an exception. */
@RegisterRestClient(configKey = "users")
@Path("/api/users")
@Timeout(2100)
@Retry(
        maxRetries = 1,
        delay = 50,
        delayUnit = ChronoUnit.MILLIS,
        jitter = 25,
        maxDuration = 2000,
        abortOn = CircuitBreakerOpenException.class)
@CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 5000)
interface UsersClient {

    @GET
    @StormProne
    Response all();

    @GET
    @StormProne
    @Path("/{id}")
    Response byId(@PathParam("id") long id);

    @ClientExceptionMapper
    static RuntimeException failure(Response response) {
        return PeerFailed.from("users", response);
    }
}
