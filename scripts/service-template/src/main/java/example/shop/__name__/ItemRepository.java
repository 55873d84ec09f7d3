package example.shop.__name__;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class ItemRepository implements PanacheRepository<Item> {

    /** An answer must fit into memory. */
    private static final int MAX_LISTED = 1000;

    @WithSpan("database.query")
    List<Item> all() {
        describeSpan();
        return findAll(Sort.by("id")).page(0, MAX_LISTED).list();
    }

    @WithSpan("database.query")
    Optional<Item> byId(long id) {
        describeSpan();
        return findByIdOptional(id);
    }

    private static void describeSpan() {
        Span.current().setAttribute("db.system.name", "postgresql");
    }
}
