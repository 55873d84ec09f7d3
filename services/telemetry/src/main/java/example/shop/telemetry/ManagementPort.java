package example.shop.telemetry;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.runtime.management.ManagementConfig;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/**
 * Separates requests at the management interface (probes, scrapes, faults) from the shop's requests. It uses the
 * socket, because callers write the path and the Host header. Management requests appear in no signal.
 */
@Singleton
class ManagementPort {

    private final int port;

    ManagementPort(ManagementConfig config) {
        this.port = config.determinePort(LaunchMode.current());
    }

    /** True if {@code request} arrived at the management interface. */
    boolean took(HttpServerRequest request) {
        return request.localAddress().port() == port;
    }
}
