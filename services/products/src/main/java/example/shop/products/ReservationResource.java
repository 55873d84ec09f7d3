package example.shop.products;

import example.shop.web.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/products/{id}/reservations")
@RunOnVirtualThread
class ReservationResource {

    private static final String KEY = "[A-Za-z0-9_-]{1,64}";
    private static final String KEY_MESSAGE =
            "(the Idempotency-Key) must be 1 to 64 letters, digits, hyphens or underscores";

    private final ProductRepository products;
    private final ReservationRepository reservations;
    private final Event<ReservationOutcome> outcome;
    private final Duration hold;

    ReservationResource(
            ProductRepository products,
            ReservationRepository reservations,
            Event<ReservationOutcome> outcome,
            @ConfigProperty(name = "shop.reservations.hold") Duration hold) {
        this.products = products;
        this.reservations = reservations;
        this.outcome = outcome;
        this.hold = hold;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(
            summary =
                    "Take stock until it is confirmed or expires; the same Idempotency-Key takes it once, however often it is sent")
    @APIResponse(responseCode = "201", description = "Taken, now or by an earlier request with this key")
    @APIResponse(responseCode = "409", description = "Less stock is left than was asked for, or the key was released")
    @APIResponse(responseCode = "422", description = "The key was used for something else")
    public RestResponse<ReservationView> take(
            @Positive long id,
            @RestHeader("Idempotency-Key") @NotNull(message = KEY_MESSAGE) @Pattern(regexp = KEY, message = KEY_MESSAGE)
                    String key,
            @NotNull @Valid NewReservation wanted,
            UriInfo uri) {
        Product product = product(id);
        if (!reservations.claim(key, id, wanted.quantity(), hold)) {
            requireSame(reservations.stored(key), id, wanted.quantity());
            outcome.fire(ReservationOutcome.REPEATED);
        } else if (reservations.take(id, wanted.quantity())) {
            outcome.fire(ReservationOutcome.TAKEN);
        } else {
            throw outOfStock(id);
        }
        return RestResponse.ResponseBuilder.<ReservationView>created(
                        uri.getAbsolutePathBuilder().path(key).build())
                .entity(new ReservationView(key, id, wanted.quantity(), product.price()))
                .build();
    }

    @PUT
    @Path("/{key}/confirmation")
    @Transactional
    @ResponseStatus(204)
    @Operation(summary = "Keep reserved stock for good; one that has expired is taken again, if there is enough")
    @APIResponse(responseCode = "204", description = "Confirmed, now or before")
    @APIResponse(responseCode = "404", description = "There is no such reservation of this product")
    @APIResponse(responseCode = "409", description = "The stock was given back, or expired and is sold since")
    public void confirm(@Positive long id, @Pattern(regexp = KEY, message = KEY_MESSAGE) String key) {
        if (reservations.confirm(key, id)) {
            outcome.fire(ReservationOutcome.CONFIRMED);
        } else if (reservations.retake(key, id)) {
            outcome.fire(ReservationOutcome.RETAKEN);
        } else {
            throw unconfirmed(key, id);
        }
    }

    @DELETE
    @Path("/{key}")
    @Transactional
    @ResponseStatus(204)
    @Operation(summary = "Give stock back; a key that is not known yet can then no longer take any")
    @APIResponse(responseCode = "204", description = "Given back, now or before, or never taken")
    public void giveBack(@Positive long id, @Pattern(regexp = KEY, message = KEY_MESSAGE) String key) {
        product(id);
        // The release may overtake its reservation: the claimed key refuses the late one.
        if (reservations.claimReleased(key, id)) {
            outcome.fire(ReservationOutcome.RELEASED_AHEAD);
        } else if (reservations.giveBack(key, id)) {
            outcome.fire(ReservationOutcome.RELEASED);
        } else {
            reservations.forgo(key, id);
        }
    }

    private Product product(long id) {
        return products.byId(id).orElseThrow(() -> new NotFoundException("There is no product " + id + "."));
    }

    private RuntimeException unconfirmed(String key, long productId) {
        // A statement unknown to Hibernate may have changed it in this transaction; read it before the rollback.
        Reservation stored = reservations.stored(key);
        if (stored == null || !stored.isOf(productId)) {
            return new Refusal(
                    404, "unknown-reservation", "Unknown reservation", "There is no such reservation of this product.");
        }
        return stored.isReleased() && !stored.isExpired() ? released() : outOfStock(productId);
    }

    private Refusal outOfStock(long productId) {
        outcome.fire(ReservationOutcome.OUT_OF_STOCK);
        return new Refusal(
                409,
                "out-of-stock",
                "Out of stock",
                "Product " + productId + " has fewer pieces left than were asked for.");
    }

    private Refusal released() {
        outcome.fire(ReservationOutcome.RESERVATION_RELEASED);
        return new Refusal(
                409, "reservation-released", "Reservation released", "The stock under this key was given back.");
    }

    private void requireSame(Reservation stored, long productId, int quantity) {
        if (stored.isReleased()) {
            throw released();
        }
        if (!stored.isFor(productId, quantity)) {
            outcome.fire(ReservationOutcome.IDEMPOTENCY_KEY_REUSED);
            throw new Refusal(
                    422,
                    "idempotency-key-reused",
                    "Idempotency key reused",
                    "This Idempotency-Key was used for another product or quantity. Send a new key.");
        }
    }
}
