package example.shop.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TraceTest {

    private static final String ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String ANSWER = """
            {"data": [{
              "traceID": "0af7651916cd43dd8448eb211c80319c",
              "spans": [
                {"traceID": "0af7651916cd43dd8448eb211c80319c", "spanID": "00f067aa0ba902b8",
                 "operationName": "stock.reserve", "startTime": 1700000000000200, "duration": 300,
                 "references": [
                   {"refType": "CHILD_OF", "traceID": "0af7651916cd43dd8448eb211c80319c", "spanID": "00f067aa0ba902b7"},
                   {"refType": "FOLLOWS_FROM", "traceID": "ffff", "spanID": "eeee"}],
                 "tags": [
                   {"key": "otel.status_code", "type": "string", "value": "ERROR"},
                   {"key": "shop.quantity", "type": "int64", "value": 2}],
                 "logs": [{"timestamp": 1700000000000250, "fields": [
                   {"key": "event", "type": "string", "value": "sold out"},
                   {"key": "shop.left", "type": "int64", "value": 1}]}],
                 "processID": "p2"},
                {"traceID": "0af7651916cd43dd8448eb211c80319c", "spanID": "00f067aa0ba902b7",
                 "operationName": "POST /api/checkout", "startTime": 1700000000000000, "duration": 1500,
                 "references": [],
                 "tags": [{"key": "span.kind", "type": "string", "value": "server"}],
                 "logs": [],
                 "processID": "p1"}],
              "processes": {
                "p1": {"serviceName": "gateway", "tags": [
                  {"key": "deployment.environment.name", "type": "string", "value": "local"}]},
                "p2": {"serviceName": "products", "tags": []}}}],
             "errors": null}
            """;

    private HttpServer jaeger;
    private volatile int status = 200;
    private volatile String body = ANSWER;

    @BeforeEach
    void startJaeger() throws IOException {
        jaeger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        jaeger.createContext("/", exchange -> {
            boolean asked = exchange.getRequestURI().getPath().equals("/api/traces/" + ID);
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(asked ? status : 400, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        jaeger.start();
    }

    @AfterEach
    void stopJaeger() {
        jaeger.stop(0);
    }

    @Test
    void spansAreReadWithServiceKindAndTimes() throws IOException {
        Trace trace = Trace.fetch(url(), ID).orElseThrow();
        assertThat(trace.id()).isEqualTo(ID);
        assertThat(trace.services()).containsExactlyInAnyOrder("gateway", "products");
        assertThat(trace.roots())
                .containsExactly(new Span(
                        ID,
                        "00f067aa0ba902b7",
                        "",
                        "gateway",
                        "POST /api/checkout",
                        "server",
                        1_700_000_000_000_000L,
                        1_500,
                        Map.of("span.kind", "server"),
                        Map.of("deployment.environment.name", "local"),
                        List.of()));
    }

    @Test
    void childHasParentErrorAndEvents() throws IOException {
        Trace trace = Trace.fetch(url(), ID).orElseThrow();
        Span root = trace.roots().getFirst();
        assertThat(root.isError()).isFalse();
        assertThat(trace.children(root)).singleElement().satisfies(child -> {
            assertThat(child.parentId()).isEqualTo(root.spanId());
            assertThat(child.kind()).isEqualTo("internal");
            assertThat(child.isError()).isTrue();
            assertThat(child.attributes()).containsEntry("shop.quantity", "2");
            assertThat(child.events()).containsExactly("sold out");
        });
    }

    @Test
    void unknownTraceIsNone() throws IOException {
        status = 404;
        body = """
                {"data": null, "errors": [{"code": 404, "msg": "trace not found"}]}""";
        assertThat(Trace.fetch(url(), ID)).isEmpty();
    }

    @Test
    void traceWithoutSpansIsNone() throws IOException {
        body = """
                {"data": []}""";
        assertThat(Trace.fetch(url(), ID)).isEmpty();
    }

    @Test
    void otherStatusIsAnError() {
        status = 503;
        assertThatIOException()
                .isThrownBy(() -> Trace.fetch(url(), ID))
                .withMessage("Jaeger answered 503 for trace " + ID);
    }

    @Test
    void answerThatIsNoJsonIsAnError() {
        body = "<html>some proxy</html>";
        assertThatIOException().isThrownBy(() -> Trace.fetch(url(), ID));
    }

    @Test
    void answerWithoutDataIsAnError() {
        body = "{}";
        assertThatIOException().isThrownBy(() -> Trace.fetch(url(), ID)).withMessageContaining("not one of Jaeger's");
    }

    @Test
    void jaegerThatDoesNotAnswerIsAnError() {
        String gone = url();
        jaeger.stop(0);
        assertThatIOException().isThrownBy(() -> Trace.fetch(gone, ID));
    }

    @Test
    void rootsAndChildrenComeByStart() {
        Span late = span("3", "1", 30);
        Span early = span("2", "1", 20);
        Span root = span("1", "elsewhere", 10);
        Span orphan = span("4", "lost", 5);
        Trace trace = new Trace(ID, List.of(late, early, root, orphan));
        assertThat(trace.roots()).containsExactly(orphan, root);
        assertThat(trace.children(root)).containsExactly(early, late);
        assertThat(trace.children(late)).isEmpty();
    }

    private static Span span(String id, String parent, long start) {
        return new Span(ID, id, parent, "users", "work", "internal", start, 1, Map.of(), Map.of(), List.of());
    }

    private String url() {
        return "http://127.0.0.1:" + jaeger.getAddress().getPort();
    }
}
