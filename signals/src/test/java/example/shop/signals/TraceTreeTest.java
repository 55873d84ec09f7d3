package example.shop.signals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceTreeTest {

    @Test
    void childrenHangBelowTheirParentsByStart() {
        Trace trace = new Trace(
                "0af7651916cd43dd8448eb211c80319c",
                List.of(
                        span("e", "a", "gateway", "audit", "internal", 90, 40, false),
                        span("c", "b", "users", "GET /api/users/{id}", "server", 20, 1_250, false),
                        span("d", "c", "users", "SELECT users", "client", 30, 400, true),
                        span("a", "caller", "gateway", "GET /api/products/{id}", "server", 0, 12_345, true),
                        span("b", "a", "gateway", "GET", "client", 10, 10_000, false)));
        assertThat(TraceTree.draw(trace)).isEqualTo("""
                trace 0af7651916cd43dd8448eb211c80319c: 5 spans of gateway, users
                gateway  GET /api/products/{id} (server)                                  12.3 ms  ERROR
                ├─ gateway  GET (client)                                                  10.0 ms  ok
                │  └─ users  GET /api/users/{id} (server)                                  1.3 ms  ok
                │     └─ users  SELECT users (client)                                      0.4 ms  ERROR
                └─ gateway  audit                                                          0.0 ms  ok
                """);
    }

    @Test
    void eachRootBeginsATree() {
        Trace trace = new Trace(
                "t",
                List.of(
                        span("b", "lost", "users", "later", "server", 50, 2_000, false),
                        span("a", "", "gateway", "earlier", "server", 10, 1_000, false)));
        assertThat(TraceTree.draw(trace)).isEqualTo("""
                trace t: 2 spans of gateway, users
                gateway  earlier (server)                                                  1.0 ms  ok
                users  later (server)                                                      2.0 ms  ok
                """);
    }

    private static Span span(
            String id,
            String parent,
            String service,
            String name,
            String kind,
            long start,
            long micros,
            boolean error) {
        Map<String, String> attributes = error ? Map.of("otel.status_code", "ERROR") : Map.of();
        return new Span("t", id, parent, service, name, kind, start, micros, attributes, Map.of(), List.of());
    }
}
