package example.shop.users;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** The external service's answer: permissions that every user has. It may add fields, so unknown ones are ignored. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Entitlements(List<String> granted) {

    static final Entitlements NONE = new Entitlements(List.of());

    Entitlements {
        granted = granted == null ? List.of() : List.copyOf(granted);
    }
}
