package example.shop.gateway;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import example.shop.web.Refusal;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.faulttolerance.api.TypedGuard;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Takes, confirms and gives back an order's stock at products, each under the order's key. */
@ApplicationScoped
class Stock {

    private static final Logger LOG = Logger.getLogger(Stock.class);

    /** The fields of a reservation that the gateway reads. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Reserved(int unitPrice) {}

    /** Products may have taken stock without saying so. */
    static class MaybeTaken extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final RuntimeException failure;

        MaybeTaken(RuntimeException failure) {
            super(failure);
            this.failure = failure;
        }

        /** Why products did not say so. */
        RuntimeException failure() {
            return failure;
        }
    }

    private final ProductsClient products;
    private final StockCounter counter;
    /** As many tries as for the client's other calls, with the same pause. */
    private final TypedGuard<Response> twice = TypedGuard.create(Response.class)
            .withRetry()
            .maxRetries(1)
            .delay(50, ChronoUnit.MILLIS)
            .jitter(25, ChronoUnit.MILLIS)
            .maxDuration(4000, ChronoUnit.MILLIS)
            .abortOn(CircuitBreakerOpenException.class)
            .done()
            .build();

    Stock(@RestClient ProductsClient products, StockCounter counter) {
        this.products = products;
        this.counter = counter;
    }

    /**
     * Takes the stock of {@code order}.
     *
     * @return the price to pay, in whole units of the shop's one currency
     * @throws Refusal with status 404 if there is no such product, 409 if too few pieces are left, 503 if the sweeper
     *     has given them back
     * @throws MaybeTaken if products cannot say, and must be asked to give back the stock it may have taken
     * @throws RuntimeException if products was not called at all, and there is nothing to give back
     */
    long take(Checkout order) {
        AtomicBoolean sent = new AtomicBoolean();
        try (Response answer = twice.get(() -> reserve(order, sent))) {
            return price(order, answer);
        } catch (Refusal refusal) {
            throw refusal;
        } catch (RuntimeException failure) {
            throw sent.get() ? new MaybeTaken(failure) : failure;
        }
    }

    /**
     * Keeps the stock of {@code order} for good: unconfirmed stock goes back after a while.
     *
     * @throws Refusal with status 409 if it expired and has been sold since, 503 if the sweeper has given it back
     * @throws RuntimeException if products cannot say
     */
    void confirm(Checkout order) {
        try (Response answer = products.confirm(order.productId(), order.peerKey())) {
            if (answer.getStatus() == 409) {
                throw conflict(order, answer);
            }
            PeerFailed.unless(answer.getStatus() == 204, "products", answer);
        }
    }

    /**
     * Gives back the stock that was, or may have been, taken for {@code order}. If that fails, a log line carries the
     * key.
     *
     * @return false if it failed and must be tried again
     */
    boolean giveBack(Checkout order) {
        try (Response answer = products.release(order.productId(), order.peerKey())) {
            // A product that does not exist had no stock to take.
            PeerFailed.unless(answer.getStatus() == 204 || answer.getStatus() == 404, "products", answer);
            counter.returned();
            return true;
        } catch (RuntimeException failure) {
            counter.failed();
            MDC.put("reservation", order.peerKey());
            LOG.error("Stock could not be given back", failure);
            MDC.remove("reservation");
            return false;
        }
    }

    private Response reserve(Checkout order, AtomicBoolean sent) {
        try {
            var wanted = new ProductsClient.NewReservation(order.quantity());
            Response answer = products.reserve(order.productId(), order.peerKey(), wanted);
            sent.set(true);
            return answer;
        } catch (RuntimeException failure) {
            sent.compareAndSet(false, wasSent(failure));
            throw failure;
        }
    }

    /** False if no byte can have reached products: its breaker is open, or no connection was made. */
    private static boolean wasSent(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CircuitBreakerOpenException
                    || cause instanceof ConnectException
                    || cause instanceof UnknownHostException) {
                return false;
            }
        }
        return true;
    }

    private static long price(Checkout order, Response answer) {
        if (answer.getStatus() == 404) {
            throw new Refusal(
                    404, "unknown-product", "Unknown product", "There is no product " + order.productId() + ".");
        }
        if (answer.getStatus() == 409) {
            throw conflict(order, answer);
        }
        PeerFailed.unless(answer.getStatus() == 201, "products", answer);
        return (long) answer.readEntity(Reserved.class).unitPrice() * order.quantity();
    }

    private static Refusal conflict(Checkout order, Response answer) {
        if (answer.readEntity(String.class).contains("reservation-released")) {
            return Checkout.takenOver();
        }
        String detail = "Product " + order.productId() + " has fewer pieces left than were asked for.";
        return new Refusal(409, "out-of-stock", "Out of stock", detail);
    }
}
