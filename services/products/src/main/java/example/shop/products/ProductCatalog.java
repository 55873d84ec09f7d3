package example.shop.products;

import io.opentelemetry.instrumentation.annotations.SpanAttribute;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Builds a product's details from the database and from users. */
@ApplicationScoped
class ProductCatalog {

    private final ProductRepository products;
    private final Owners owners;

    ProductCatalog(ProductRepository products, Owners owners) {
        this.products = products;
        this.owners = owners;
    }

    @WithSpan("get-product-by-id")
    Optional<ProductDetails> byId(@SpanAttribute("product.id") long id) {
        return products.byId(id)
                .map(product -> new ProductDetails(
                        product.id(),
                        product.name(),
                        product.price(),
                        owners.byId(product.ownerId()).orElse(null)));
    }
}
