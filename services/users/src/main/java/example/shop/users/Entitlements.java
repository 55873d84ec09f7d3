package example.shop.users;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** What the external service says: permissions that everybody has. It may say more tomorrow, so unknown fields are ignored. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Entitlements(List<String> granted) {

    static final Entitlements NONE = new Entitlements(List.of());

    Entitlements {
        granted = granted == null ? List.of() : List.copyOf(granted);
    }
}
