package example.shop.lab.component;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.Executors;

/**
 * The receiver of Alertmanager's webhook in the lab: writes one JSON line for each alert of each notification to standard
 * output. It takes the place of a chat or ticket system.
 */
public final class Notifications {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private final PrintStream out;

    Notifications(PrintStream out) {
        this.out = out;
    }

    /** @param arguments the port on loopback */
    public static void main(String[] arguments) throws IOException {
        new Notifications(System.out).listen(Integer.parseInt(arguments[0]));
    }

    /** Listens on loopback at {@code port}, 0 for any free one, until the caller stops the server that it returns. */
    HttpServer listen(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status(exchange), -1);
        }
    }

    /** 200 for a health check and for a notification; 400 for an invalid notification; 403 for a request from a web page. */
    private int status(HttpExchange exchange) throws IOException {
        if (exchange.getRequestHeaders().containsKey("Origin")) {
            return 403;
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return 200;
        }
        JsonNode notification;
        try {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BYTES + 1);
            if (body.length > MAX_BYTES) {
                // A server that leaves part of a request unread closes the connection, perhaps before the client
                // reads the answer.
                exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
                return 413;
            }
            notification = JSON.readTree(body);
        } catch (JacksonException noJson) {
            return 400;
        }
        JsonNode alerts = notification.path("alerts");
        if (!alerts.isArray()) {
            return 400;
        }
        for (JsonNode alert : alerts) {
            if (!alert.path("labels").isObject() || !alert.path("annotations").isObject()) {
                return 400;
            }
        }
        alerts.forEach(alert -> write(notification, alert));
        return 200;
    }

    private void write(JsonNode notification, JsonNode alert) {
        ObjectNode line = JSON.createObjectNode();
        line.setAll((ObjectNode) alert.path("labels"));
        line.setAll((ObjectNode) alert.path("annotations"));
        // After the labels, whose names are arbitrary, so that none replaces these fields.
        line.put("timestamp", Instant.now().toString());
        line.set("receiver", notification.path("receiver"));
        line.set("status", alert.path("status"));
        line.set("startsAt", alert.path("startsAt"));
        line.set("endsAt", alert.path("endsAt"));
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }
}
