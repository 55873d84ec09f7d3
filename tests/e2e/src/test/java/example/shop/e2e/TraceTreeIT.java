package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.signals.Span;
import example.shop.signals.Trace;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The shape of a trace, compared with the contract for {@code GET /api/products/1}. */
class TraceTreeIT {

    @Test
    void productTraceIsTheWholeTree() throws IOException {
        TraceParent parent = TraceParent.random();
        assertThat(Stack.get(parent, Stack.PRODUCTS + "/api/products/1").statusCode())
                .isEqualTo(200);
        Trace trace = Stack.trace(parent, found -> found.spans().size() >= 17);
        assertThat(trace.roots()).singleElement().satisfies(root -> assertThat(root.parentId())
                .isEqualTo(parent.spanId()));
        assertProductTree(trace, trace.roots().getFirst());
    }

    @Test
    void gatewayAddsOneLevelOnTop() throws IOException {
        TraceParent parent = TraceParent.random();
        assertThat(Stack.get(parent, Stack.GATEWAY + "/api/products/1").statusCode())
                .isEqualTo(200);
        Trace trace = Stack.trace(parent, found -> found.spans().size() >= 19);
        assertThat(trace.services()).isEqualTo(Set.of("gateway", "products", "users"));
        Span root = trace.roots().getFirst();
        assertSpan(root, "gateway", "GET /api/products/{id}", "server");
        Span client = only(trace, root);
        assertThat(client.kind()).isEqualTo("client");
        assertThat(client.name()).startsWith("GET");
        assertProductTree(trace, only(trace, client));
    }

    @Test
    void traceIsVisibleWithinThreeSeconds() throws IOException {
        TraceParent parent = TraceParent.random();
        Stack.get(parent, Stack.GATEWAY + "/api/products/1");
        Instant answered = Instant.now();
        Stack.trace(parent, found -> found.spans().size() >= 19);
        assertThat(Duration.between(answered, Instant.now())).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void checkoutTraceShowsEachOfItsSteps() throws IOException {
        TraceParent parent = TraceParent.random();
        assertThat(Stack.post(parent, Stack.GATEWAY + "/api/checkout", Stack.CHECKOUT)
                        .statusCode())
                .isEqualTo(201);
        Trace trace = Stack.trace(
                parent,
                found -> found.spans().size() >= 20
                        && found.services().size() == 3
                        && found.spans().stream().anyMatch(span -> span.name().equals("INSERT gateway.orders")));
        Span root = trace.roots().getFirst();
        assertSpan(root, "gateway", "POST /api/checkout", "server");
        assertThat(trace.children(root).stream().map(Span::name))
                .containsSubsequence(
                        "INSERT gateway.checkouts",
                        "GET /api/users/{id}",
                        "POST /api/products/{id}/reservations",
                        "UPDATE gateway.checkouts",
                        "take-payment",
                        "PUT /api/products/{id}/reservations/{key}/confirmation",
                        "UPDATE gateway.checkouts",
                        "INSERT gateway.orders");
        assertThat(child(trace, root, "take-payment").attributes()).containsEntry("payment.outcome", "approved");
    }

    @Test
    void everySpanNamesItsSender() throws IOException {
        TraceParent parent = TraceParent.random();
        Stack.get(parent, Stack.GATEWAY + "/api/products/1");
        Trace trace = Stack.trace(parent, found -> found.spans().size() >= 19);
        assertThat(trace.spans()).allSatisfy(span -> assertThat(span.resource())
                .containsEntry("service.version", "1.0.0")
                .containsEntry("deployment.environment.name", "local")
                .containsEntry("environment", "local")
                .containsKeys("service.instance.id", "cluster"));
    }

    /** Thus every collector keeps its part of the trace, whatever else it drops. */
    @Test
    void markOfTheCallerIsOnEverySpan() throws IOException {
        TraceParent parent = TraceParent.random();
        assertThat(Stack.getMarked(parent, Stack.GATEWAY + "/api/products/1").statusCode())
                .isEqualTo(200);
        Trace trace = Stack.trace(parent, found -> found.spans().size() >= 19);
        assertThat(trace.spans())
                .allSatisfy(span -> assertThat(span.attributes()).containsEntry("trace.keep", "true"));
    }

    private static void assertProductTree(Trace trace, Span server) {
        assertSpan(server, "products", "GET /api/products/{id}", "server");
        assertThat(server.attributes()).containsEntry("http.route", "/api/products/{id}");
        Span product = only(trace, server);
        assertSpan(product, "products", "get-product-by-id", "internal");
        assertThat(trace.children(product).stream().map(Span::name))
                .containsExactly("database.query", "call-user-service");
        assertDatabaseQuery(trace, child(trace, product, "database.query"));

        Span client = only(trace, child(trace, product, "call-user-service"));
        assertThat(client.kind()).isEqualTo("client");
        assertThat(client.name()).startsWith("GET");
        Span users = only(trace, client);
        assertSpan(users, "users", "GET /api/users/{id}", "server");
        Span user = only(trace, users);
        assertSpan(user, "users", "get-user-by-id", "internal");
        assertThat(user.attributes()).containsEntry("user.id", "1");
        assertThat(trace.children(user).stream().map(Span::name))
                .containsExactly("database.query", "fetch-user-permissions", "http.request");
        assertDatabaseQuery(trace, child(trace, user, "database.query"));
        assertThat(trace.children(child(trace, user, "fetch-user-permissions")))
                .filteredOn(span -> span.kind().equals("client"))
                .extracting(Span::name)
                .containsExactly("SELECT users.user_permissions");
        Span external = only(trace, child(trace, user, "http.request"));
        assertThat(external.kind()).isEqualTo("client");
        assertThat(external.attributes()).containsKeys("url.full", "http.request.method", "http.response.status_code");
        assertThat(trace.spans()).noneMatch(Span::isError);
    }

    /** Our own span, and the span of the real JDBC call under it. */
    private static void assertDatabaseQuery(Trace trace, Span query) {
        assertThat(query.attributes()).containsEntry("db.system.name", "postgresql");
        List<Span> statements = trace.children(query).stream()
                .filter(span -> span.kind().equals("client"))
                .toList();
        assertThat(statements).singleElement().satisfies(statement -> assertThat(statement.attributes())
                .containsEntry("db.system.name", "postgresql")
                .containsEntry("db.operation.name", "SELECT")
                .containsKey("db.query.text"));
    }

    private static void assertSpan(Span span, String service, String name, String kind) {
        assertThat(List.of(span.service(), span.name(), span.kind())).isEqualTo(List.of(service, name, kind));
    }

    private static Span only(Trace trace, Span parent) {
        assertThat(trace.children(parent)).as("children of " + parent.name()).hasSize(1);
        return trace.children(parent).getFirst();
    }

    private static Span child(Trace trace, Span parent, String name) {
        return trace.children(parent).stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(parent.name() + " has no child " + name));
    }
}
