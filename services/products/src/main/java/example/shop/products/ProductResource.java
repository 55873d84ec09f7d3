package example.shop.products;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/products")
@RunOnVirtualThread
class ProductResource {

    private static final int MAX_PAGE = 1_000_000;
    private static final int MAX_SIZE = 100;

    private final ProductRepository products;
    private final ProductCatalog catalog;

    ProductResource(ProductRepository products, ProductCatalog catalog) {
        this.products = products;
        this.catalog = catalog;
    }

    @GET
    @Operation(summary = "Products by id, a page at a time, without owners; X-Total-Count says how many there are")
    public RestResponse<List<ProductView>> page(
            @RestQuery @DefaultValue("0") @Min(0) @Max(MAX_PAGE) int page,
            @RestQuery @DefaultValue("20") @Min(1) @Max(MAX_SIZE) int size) {
        List<ProductView> views =
                products.page(page, size).stream().map(ProductView::of).toList();
        return RestResponse.ResponseBuilder.ok(views)
                .header("X-Total-Count", products.count())
                .build();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One product with its owner; the owner is null while users cannot be asked")
    public ProductDetails byId(@Positive long id) {
        return catalog.byId(id).orElseThrow(() -> new NotFoundException("There is no product " + id + "."));
    }
}
