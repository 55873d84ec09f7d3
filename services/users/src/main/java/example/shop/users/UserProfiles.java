package example.shop.users;

import io.opentelemetry.instrumentation.annotations.SpanAttribute;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds a user's profile from the database and the external service. */
@ApplicationScoped
class UserProfiles {

    private final UserRepository users;
    private final EntitlementSource entitlements;

    UserProfiles(UserRepository users, EntitlementSource entitlements) {
        this.users = users;
        this.entitlements = entitlements;
    }

    @WithSpan("get-user-by-id")
    Optional<UserProfile> byId(@SpanAttribute("user.id") long id) {
        return users.byId(id).map(this::profile);
    }

    private UserProfile profile(User user) {
        Stream<String> own = users.permissionsOf(user).stream();
        Stream<String> granted = entitlements.everyone().granted().stream();
        return new UserProfile(
                user.id(),
                user.name(),
                user.displayName(),
                Stream.concat(own, granted).distinct().sorted().toList());
    }
}
