package example.shop.gateway;

import example.shop.web.Refusal;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/** Buys all or nothing: checks the user, reserves stock, takes the payment, places the order. */
@Path("/api/checkout")
@RunOnVirtualThread
@APIResponse(responseCode = "502", description = "A service behind the gateway failed")
@APIResponse(responseCode = "504", description = "A service behind the gateway was too slow")
class CheckoutResource {

    private final CheckoutRepository checkouts;
    private final OrderRepository orders;
    private final Purchase purchase;
    private final OrderCounter counter;

    CheckoutResource(CheckoutRepository checkouts, OrderRepository orders, Purchase purchase, OrderCounter counter) {
        this.checkouts = checkouts;
        this.orders = orders;
        this.purchase = purchase;
        this.counter = counter;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Bulkhead(64)
    @Parameter(
            in = ParameterIn.HEADER,
            name = IdempotencyKey.HEADER,
            description = IdempotencyKey.DESCRIPTION,
            schema = @Schema(type = SchemaType.STRING, pattern = IdempotencyKey.FORM))
    @Operation(
            summary = "Buy a product; the same Idempotency-Key buys once, however often it is sent",
            description =
                    "A key that was answered with an order or a refusal gets the same answer again; one whose checkout"
                            + " failed may try again. Without a key the gateway makes one. Each answer names it.")
    @APIResponse(
            responseCode = "201",
            description = "Bought, now or by an earlier request with this key; Location is the order")
    @APIResponse(responseCode = "402", description = "The card was declined; the stock was given back")
    @APIResponse(responseCode = "404", description = "There is no such user, or no such product")
    @APIResponse(
            responseCode = "409",
            description =
                    "Less stock is left than was asked for; or a checkout with this key is under way: Retry-After")
    @APIResponse(responseCode = "422", description = "The key was used for something else")
    @APIResponse(
            responseCode = "503",
            description =
                    "Too many checkouts at once, or something that the service needs cannot be reached: Retry-After")
    public RestResponse<OrderView> buy(
            HttpHeaders headers, @NotNull @Valid NewCheckout checkout, UriInfo uri, HttpServerResponse answer) {
        String key = IdempotencyKey.of(headers);
        answer.putHeader(IdempotencyKey.HEADER, key);
        UUID id = UUID.randomUUID();
        OrderView bought;
        if (checkouts.begin(id, key, checkout, traceparent())) {
            Checkout order = checkouts.byId(id).orElseThrow();
            bought = counter.counted(
                            () -> purchase.buy(order, checkout.payment().card()))
                    .view();
        } else {
            bought = replayed(key, checkout);
        }
        return RestResponse.ResponseBuilder.<OrderView>created(uri.getBaseUriBuilder()
                        .path("api/orders")
                        .path(bought.id().toString())
                        .build())
                .entity(bought)
                .build();
    }

    /** The answer that the first request with {@code key} got or will get. */
    private OrderView replayed(String key, NewCheckout checkout) {
        Checkout first = checkouts.latest(key).orElseThrow();
        if (!first.isFor(checkout)) {
            counter.keyReused();
            throw new Refusal(
                    422,
                    "idempotency-key-reused",
                    "Idempotency key reused",
                    "This Idempotency-Key was used for another checkout. Send a new key.");
        }
        switch (first.state()) {
            case PLACED -> {
                counter.replayed();
                return orders.findByIdOptional(first.id()).orElseThrow().view();
            }
            case REFUSED -> {
                counter.replayed();
                throw first.refusal();
            }
            case OWED -> {
                counter.replayed();
                throw new Refusal(
                        409,
                        "refund-owed",
                        "Refund owed",
                        "This checkout failed after the payment, which could not be refunded yet. The shop's operators do it.");
            }
            default -> {
                counter.inProgress();
                String detail = "The checkout with this Idempotency-Key is under way as order " + first.id() + ".";
                throw new Refusal(409, "checkout-in-progress", "Checkout in progress", detail, 1);
            }
        }
    }

    private static String traceparent() {
        SpanContext request = Span.current().getSpanContext();
        return "00-" + request.getTraceId() + "-" + request.getSpanId() + "-"
                + request.getTraceFlags().asHex();
    }
}
