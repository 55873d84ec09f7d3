package example.shop.products;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import example.shop.web.StormProne;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The part of users that products needs. */
@RegisterRestClient(configKey = "users")
@Path("/api/users")
interface OwnerClient {

    /** The fields of a user that products reads; users may add fields without notice. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record User(long id, String displayName) {}

    /**
     * @throws UnknownOwner if users has no such user
     * @throws RuntimeException if users is down, slow, failing or sends an invalid answer
     */
    @GET
    @StormProne
    @Path("/{id}")
    @Timeout(1600)
    @Retry(
            maxRetries = 1,
            delay = 50,
            delayUnit = ChronoUnit.MILLIS,
            jitter = 25,
            maxDuration = 2500,
            abortOn = {UnknownOwner.class, CircuitBreakerOpenException.class})
    @CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 5000, skipOn = UnknownOwner.class)
    User byId(@PathParam("id") long id);

    @ClientExceptionMapper
    static RuntimeException unknownOwner(Response response) {
        return response.getStatus() == 404 ? new UnknownOwner() : null;
    }

    /** Users answered that there is no such user: a second try cannot help. */
    class UnknownOwner extends WebApplicationException {
        private static final long serialVersionUID = 1;

        UnknownOwner() {
            super("users knows no such user", 404);
        }
    }
}
