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

    /** Anybody may create users, and an answer has to fit into memory. */
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

    /** Not in SQL: Hibernate 7.2 plans a native query with a result class anew each time, and keeps two thousand of the plans. */
    @WithSpan("fetch-user-permissions")
    List<String> permissionsOf(long userId) {
        return getEntityManager()
                .createQuery("SELECT p.permission FROM UserPermission p WHERE p.userId = ?1", String.class)
                .setParameter(1, userId)
                .getResultList();
    }

    private static void describeSpan() {
        Span.current().setAttribute("db.system.name", "postgresql");
    }
}
