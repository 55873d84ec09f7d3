package example.shop.gateway;

import example.shop.telemetry.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** Buys: a known user, stock that is reserved, a payment that is taken, an order that is stored, or none of it. */
@Path("/api/checkout")
@RunOnVirtualThread
@APIResponse(responseCode = "502", description = "A service behind the gateway failed")
@APIResponse(responseCode = "504", description = "A service behind the gateway was too slow")
class CheckoutResource {

    private final UsersClient users;
    private final Stock stock;
    private final Payments payments;
    private final OrderRepository orders;
    private final OrderCounter counter;

    CheckoutResource(
            @RestClient UsersClient users,
            Stock stock,
            Payments payments,
            OrderRepository orders,
            OrderCounter counter) {
        this.users = users;
        this.stock = stock;
        this.payments = payments;
        this.orders = orders;
        this.counter = counter;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Buy a product")
    @APIResponse(responseCode = "201", description = "Bought; Location is the order")
    @APIResponse(responseCode = "402", description = "The card was declined; the stock was given back")
    @APIResponse(responseCode = "404", description = "There is no such user, or no such product")
    @APIResponse(responseCode = "409", description = "Less stock is left than was asked for")
    public RestResponse<OrderView> buy(@NotNull @Valid NewCheckout checkout, UriInfo uri) {
        OrderView bought = counter.counted(() -> place(checkout)).view();
        return RestResponse.ResponseBuilder.<OrderView>created(uri.getBaseUriBuilder()
                        .path("api/orders")
                        .path(bought.id().toString())
                        .build())
                .entity(bought)
                .build();
    }

    private Order place(NewCheckout checkout) {
        requireKnown(checkout.userId());
        return reserveAndPay(UUID.randomUUID(), checkout);
    }

    private void requireKnown(long userId) {
        try (Response answer = users.byId(userId)) {
            if (answer.getStatus() == 404) {
                throw new Refusal(404, "unknown-user", "Unknown user", "There is no user " + userId + ".");
            }
            PeerFailed.unless(answer.getStatus() == 200, "users", answer);
        }
    }

    private Order reserveAndPay(UUID id, NewCheckout checkout) {
        long total = stock.take(id, checkout);
        try {
            return payAndStore(id, checkout, total);
        } catch (RuntimeException refusedOrFailed) {
            stock.giveBack(id, checkout);
            throw refusedOrFailed;
        }
    }

    private Order payAndStore(UUID id, NewCheckout checkout, long total) {
        PaymentView payment = payments.take(checkout.payment().card(), total);
        try {
            Order order = new Order(id, checkout, payment, Instant.now().truncatedTo(ChronoUnit.MILLIS));
            orders.store(order);
            return order;
        } catch (RuntimeException failure) {
            payments.refund(payment);
            throw failure;
        }
    }
}
