package example.shop.users;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class UserRepository implements PanacheRepository<User> {

    /** Anyone may create users, and an answer must fit into memory. */
    private static final int MAX_LISTED = 1000;

    @WithSpan("database.query")
    List<User> all() {
        describeSpan();
        return findAll(Sort.by("id")).page(0, MAX_LISTED).list();
    }

    @WithSpan("database.query")
    Optional<User> byId(long id) {
        describeSpan();
        return findByIdOptional(id);
    }

    /**
     * Reads through the collection, whose statement is prepared when the service starts. The first request would plan a
     * query (20 ms and 12 MB of an executable). In Hibernate 7.2, every request plans a native query with a result
     * class.
     */
    @WithSpan("fetch-user-permissions")
    List<String> permissionsOf(User user) {
        return List.copyOf(user.permissions());
    }

    private static void describeSpan() {
        Span.current().setAttribute("db.system.name", "postgresql");
    }
}
