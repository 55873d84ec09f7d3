package example.shop.faults;

import example.shop.telemetry.Refusal;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses whatever is asked of {@code /faults} where faults are not enabled: by its path, before anything else is looked at, and
 * once more where the resource begins, because a path can be written in more than one way.
 */
@Provider
@PreMatching
@Singleton
class FaultsGate implements ContainerRequestFilter {

    /** Asked at each request: this filter is made while a native executable is built, whose environment is another. */
    private final Instance<Boolean> enabled;

    FaultsGate(@ConfigProperty(name = "shop.faults.enabled") Instance<Boolean> enabled) {
        this.enabled = enabled;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (path.equals("/faults") || path.startsWith("/faults/")) {
            requireEnabled();
        }
    }

    /** @throws Refusal with status 403 and the reason, where faults are not enabled */
    void requireEnabled() {
        if (!enabled.get()) {
            throw new Refusal(
                    403,
                    "faults-disabled",
                    "Faults are disabled",
                    "Faults on demand are off in this service. Start it with FAULTS_ENABLED=true to use them.");
        }
    }
}
