package example.shop.gateway;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The target of a checkout's Location, also for an order that is in progress or was not placed. */
@Path("/api/orders")
@RunOnVirtualThread
class OrderResource {

    private final OrderRepository orders;
    private final CheckoutRepository checkouts;

    OrderResource(OrderRepository orders, CheckoutRepository checkouts) {
        this.orders = orders;
        this.checkouts = checkouts;
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One order; its status says whether it is placed, on its way or undone")
    public OrderView byId(UUID id) {
        return orders.findByIdOptional(id)
                .map(Order::view)
                .or(() -> checkouts.byId(id).map(Checkout::view))
                .orElseThrow(() -> new NotFoundException("There is no order " + id + "."));
    }
}
