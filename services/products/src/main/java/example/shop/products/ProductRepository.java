package example.shop.products;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class ProductRepository implements PanacheRepository<Product> {

    @WithSpan("database.query")
    List<Product> page(int page, int size) {
        describeSpan();
        return findAll(Sort.by("id")).page(page, size).list();
    }

    @WithSpan("database.query")
    Optional<Product> byId(long id) {
        describeSpan();
        return findByIdOptional(id);
    }

    private static void describeSpan() {
        Span.current().setAttribute("db.system.name", "postgresql");
    }
}
