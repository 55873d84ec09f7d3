package example.shop.gateway;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import example.shop.telemetry.Refusal;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Stock at products, taken for an order and given back. */
@ApplicationScoped
class Stock {

    private static final Logger LOG = Logger.getLogger(Stock.class);

    /** What the gateway reads of a reservation. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Reserved(int unitPrice) {}

    private final ProductsClient products;

    Stock(@RestClient ProductsClient products) {
        this.products = products;
    }

    /**
     * Takes the stock of {@code checkout} under the order's id, so that a repeated call takes it once.
     *
     * @return the price to pay, in whole units of the shop's one currency
     * @throws Refusal with status 404 where there is no such product, 409 where too few pieces are left
     * @throws RuntimeException where products cannot say; what it may have taken has then been given back
     */
    long take(UUID order, NewCheckout checkout) {
        try {
            return reserve(order, checkout);
        } catch (Refusal refusal) {
            throw refusal;
        } catch (RuntimeException unknownOutcome) {
            giveBack(order, checkout);
            throw unknownOutcome;
        }
    }

    /** Gives back what was, or may have been, taken for {@code order}. Where that fails, a log line carries the key. */
    void giveBack(UUID order, NewCheckout checkout) {
        try (Response answer = products.release(checkout.productId(), order.toString())) {
            PeerFailed.unless(answer.getStatus() == 204, "products", answer);
        } catch (RuntimeException failure) {
            MDC.put("reservation", order);
            LOG.error("Stock could not be given back", failure);
            MDC.remove("reservation");
        }
    }

    private long reserve(UUID order, NewCheckout checkout) {
        long product = checkout.productId();
        var wanted = new ProductsClient.NewReservation(checkout.quantity());
        try (Response answer = products.reserve(product, order.toString(), wanted)) {
            if (answer.getStatus() == 404) {
                throw new Refusal(404, "unknown-product", "Unknown product", "There is no product " + product + ".");
            }
            if (answer.getStatus() == 409) {
                String detail = "Product " + product + " has fewer pieces left than were asked for.";
                throw new Refusal(409, "out-of-stock", "Out of stock", detail);
            }
            PeerFailed.unless(answer.getStatus() == 201, "products", answer);
            return (long) answer.readEntity(Reserved.class).unitPrice() * checkout.quantity();
        }
    }
}
