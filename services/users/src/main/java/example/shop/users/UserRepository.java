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

    @WithSpan("database.query")
    List<User> all() {
        describeSpan();
        return listAll(Sort.by("id"));
    }

    @WithSpan("database.query")
    Optional<User> byId(long id) {
        describeSpan();
        return findByIdOptional(id);
    }

    @WithSpan("fetch-user-permissions")
    List<String> permissionsOf(long userId) {
        return getEntityManager()
                .createNativeQuery("SELECT permission FROM user_permissions WHERE user_id = ?1", String.class)
                .setParameter(1, userId)
                .getResultList();
    }

    private static void describeSpan() {
        Span.current().setAttribute("db.system.name", "postgresql");
    }
}
