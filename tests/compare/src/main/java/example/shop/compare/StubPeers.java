package example.shop.compare;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/**
 * The peers of a service, and the collector of its spans, answering from memory at once: the comparison covers only the
 * service.
 */
final class StubPeers implements AutoCloseable {

    private static final String USER =
            "{\"id\":1,\"name\":\"Alice\",\"displayName\":\"User 1\",\"permissions\":[\"orders:write\"]}";
    private static final String ENTITLEMENTS = "{\"granted\":[\"products:read\",\"users:read\"]}";

    private final HttpServer server;

    private StubPeers(HttpServer server) {
        this.server = server;
    }

    static StubPeers start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/users/", exchange -> answer(exchange, USER));
        server.createContext("/entitlements.json", exchange -> answer(exchange, ENTITLEMENTS));
        server.createContext("/v1/traces", exchange -> answer(exchange, ""));
        server.start();
        return new StubPeers(server);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        try (exchange;
                InputStream body = exchange.getRequestBody()) {
            body.transferTo(java.io.OutputStream.nullOutputStream());
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
