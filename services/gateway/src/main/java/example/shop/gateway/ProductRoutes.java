package example.shop.gateway;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.constraints.Positive;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.resteasy.reactive.RestQuery;

/** The routes that products owns. */
@Path("/api/products")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Bulkhead(128)
@APIResponse(responseCode = "502", description = "A service behind the gateway failed")
@APIResponse(responseCode = "504", description = "A service behind the gateway was too slow")
class ProductRoutes {

    private final ProductsClient products;

    ProductRoutes(@RestClient ProductsClient products) {
        this.products = products;
    }

    @GET
    @Operation(summary = "Products, a page at a time, from products")
    @APIResponse(responseCode = "200", description = "As products answers")
    public Response page(@RestQuery String page, @RestQuery String size) {
        return PassedOn.of(products.page(page, size));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One product with its owner, from products")
    @APIResponse(responseCode = "200", description = "As products answers")
    public Response byId(@Positive long id) {
        return PassedOn.of(products.byId(id));
    }
}
