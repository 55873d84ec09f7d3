package example.shop.support;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** A free port for the management interface of the service under test, in process or packaged: {@link Management}. */
public final class ManagementResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        String port = Integer.toString(freePort());
        System.setProperty(Management.PORT, port);
        return Map.of(
                "quarkus.management.host", "127.0.0.1",
                "quarkus.management.port", port,
                "quarkus.management.test-port", port);
    }

    @Override
    public void stop() {
        System.clearProperty(Management.PORT);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no port for the management interface", e);
        }
    }
}
