package example.shop.gateway;

import example.shop.web.StormProne;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * The gateway's calls to products. Answers below 500 are returned as they are; anything else is an exception. All calls
 * may be repeated: reads are safe, and a reservation is taken and given back under a key.
 */
@RegisterRestClient(configKey = "products")
@Path("/api/products")
@Timeout(4100)
@Retry(
        maxRetries = 1,
        delay = 50,
        delayUnit = ChronoUnit.MILLIS,
        jitter = 25,
        maxDuration = 4000,
        abortOn = CircuitBreakerOpenException.class)
@CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 5000)
interface ProductsClient {

    /** @param quantity pieces to take */
    record NewReservation(int quantity) {}

    @GET
    @StormProne
    Response page(@QueryParam("page") String page, @QueryParam("size") String size);

    @GET
    @StormProne
    @Path("/{id}")
    Response byId(@PathParam("id") long id);

    /** A single try: {@link Stock} retries the call, because it must know of each try whether it was sent. */
    @POST
    @Retry(maxRetries = 0)
    @Path("/{id}/reservations")
    Response reserve(@PathParam("id") long id, @HeaderParam("Idempotency-Key") String key, NewReservation reservation);

    @PUT
    @Path("/{id}/reservations/{key}/confirmation")
    Response confirm(@PathParam("id") long id, @PathParam("key") String key);

    @DELETE
    @Path("/{id}/reservations/{key}")
    Response release(@PathParam("id") long id, @PathParam("key") String key);

    @ClientExceptionMapper
    static RuntimeException failure(Response response) {
        return PeerFailed.from("products", response);
    }
}
