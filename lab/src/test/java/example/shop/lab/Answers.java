package example.shop.lab;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Stands in for a store over HTTP: answers below a path with what a function makes of the query's parameters. */
public final class Answers implements AutoCloseable {

    private final HttpServer server;

    public Answers() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.start();
    }

    /** Answers below {@code path}; nothing else than 404 where the function gives null. */
    public Answers at(String path, Function<Map<String, String>, String> body) {
        server.createContext(path, exchange -> {
            try (exchange) {
                String text = body.apply(parameters(exchange.getRequestURI().getRawQuery()));
                byte[] bytes = (text == null ? "{}" : text).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(text == null ? 404 : 200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        return this;
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Settings of a lab whose three stores are this one. */
    public Settings settings(Path folder) {
        return new Settings(
                folder,
                folder.resolve(".lab"),
                folder,
                Map.of(Port.JAEGER_QUERY, port(), Port.LOKI, port(), Port.PROMETHEUS, port()),
                List.of());
    }

    private int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : query == null ? new String[0] : query.split("&")) {
            String[] parts = parameter.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
