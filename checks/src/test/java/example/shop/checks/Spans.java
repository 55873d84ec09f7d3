package example.shop.checks;

import example.shop.signals.Span;
import example.shop.signals.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A trace that is put together span by span; times in milliseconds from its start. */
public final class Spans {

    public static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final long BEGIN_MICROS = 1_700_000_000_000_000L;

    private final List<Span> spans = new ArrayList<>();

    /** @return the span's id, for its children */
    public String server(String parent, String service, String name, double start, double millis) {
        return add(parent, service, name, "server", start, millis, Map.of("http.route", name));
    }

    public String internal(String parent, String service, String name, double start, double millis) {
        return add(parent, service, name, "internal", start, millis, Map.of());
    }

    public String call(String parent, String service, String method, String url, double start, double millis) {
        return add(
                parent, service, method + " /{template}", "client", start, millis, request(method, url, "200", false));
    }

    /** A call that got no answer. */
    public String failedCall(String parent, String service, String method, String url, double start, double millis) {
        return add(parent, service, method + " /{template}", "client", start, millis, request(method, url, "", true));
    }

    public String statement(String parent, String service, String text, double start, double millis) {
        return add(
                parent,
                service,
                "SELECT " + service + ".rows",
                "client",
                start,
                millis,
                Map.of("db.system.name", "postgresql", "db.query.text", text, "server.address", "db.test"));
    }

    public String add(
            String parent,
            String service,
            String name,
            String kind,
            double start,
            double millis,
            Map<String, String> attributes) {
        String id = "%016x".formatted(spans.size() + 1);
        spans.add(new Span(
                TRACE_ID,
                id,
                parent,
                service,
                name,
                kind,
                BEGIN_MICROS + Math.round(start * 1000),
                Math.round(millis * 1000),
                attributes,
                Map.of(),
                List.of()));
        return id;
    }

    public Trace trace() {
        return new Trace(TRACE_ID, List.copyOf(spans));
    }

    private static Map<String, String> request(String method, String url, String status, boolean error) {
        Map<String, String> attributes = new HashMap<>(Map.of("http.request.method", method, "url.full", url));
        if (!status.isEmpty()) {
            attributes.put("http.response.status_code", status);
        }
        if (error) {
            attributes.put("otel.status_code", "ERROR");
        }
        return Map.copyOf(attributes);
    }
}
