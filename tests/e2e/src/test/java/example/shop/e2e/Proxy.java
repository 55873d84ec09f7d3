package example.shop.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import example.shop.signals.Http;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** A harmful proxy: it drops headers of requests, or changes answers. */
final class Proxy implements AutoCloseable {

    /** Of a connection, not of a request. */
    private static final Set<String> NOT_PASSED_ON =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "accept-encoding");

    private final HttpServer server;
    private final String behind;
    private final Set<String> dropped;
    private final UnaryOperator<String> change;

    private Proxy(int port, String behind, Set<String> dropped, UnaryOperator<String> change) throws IOException {
        this.behind = behind;
        this.dropped = dropped;
        this.change = change;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::pass);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** In front of {@code behind}, which never sees {@code headers}, written in lower case. */
    static Proxy dropping(String behind, String... headers) throws IOException {
        return new Proxy(0, behind, Set.of(headers), UnaryOperator.identity());
    }

    /** On {@code port}, in front of {@code behind}, whose answers are changed. */
    static Proxy changing(int port, String behind, UnaryOperator<String> change) throws IOException {
        return new Proxy(port, behind, Set.of(), change);
    }

    /** For a process that a test starts. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(behind + exchange.getRequestURI()))
                    .method(
                            exchange.getRequestMethod(),
                            BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
            exchange.getRequestHeaders().forEach((name, values) -> {
                String lower = name.toLowerCase(Locale.ROOT);
                if (!NOT_PASSED_ON.contains(lower) && !dropped.contains(lower)) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            HttpResponse<String> answer = Http.send(request);
            byte[] body = change.apply(answer.body()).getBytes(StandardCharsets.UTF_8);
            answer.headers().map().forEach((name, values) -> {
                if (!NOT_PASSED_ON.contains(name) && !name.startsWith(":")) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
