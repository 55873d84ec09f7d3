package example.shop.gateway;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where the Location of a checkout leads. */
@Path("/api/orders")
@RunOnVirtualThread
class OrderResource {

    private final OrderRepository orders;

    OrderResource(OrderRepository orders) {
        this.orders = orders;
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One order")
    public OrderView byId(UUID id) {
        return orders.findByIdOptional(id)
                .map(Order::view)
                .orElseThrow(() -> new NotFoundException("There is no order " + id + "."));
    }
}
