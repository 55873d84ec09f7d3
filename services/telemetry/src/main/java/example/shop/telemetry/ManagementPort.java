package example.shop.telemetry;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.runtime.management.ManagementConfig;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/**
 * Tells requests that came in at the management interface (probes, scrapes, faults) from those of the shop: by the socket,
 * because a path, and the Host header, is what a caller writes. The former appear in no signal.
 */
@Singleton
class ManagementPort {

    private final int port;

    ManagementPort(ManagementConfig config) {
        this.port = config.determinePort(LaunchMode.current());
    }

    /** True where {@code request} came in at the management interface. */
    boolean took(HttpServerRequest request) {
        return request.localAddress().port() == port;
    }
}
