package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.signals.Http;
import example.shop.signals.Trace;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Effects that strangers can and cannot have through a public port. */
class EdgeIT {

    /** Written to the socket: a client library would resolve the path, or refuse it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /health/../api/products/1",
                "GET /metrics/%2e%2e/api/products/1",
                "GET //api//products/1",
                "GET /faults;a=b/../api/products/1",
                "GET http://elsewhere/health/../api/products/1",
                "GET /health/live",
                "GET /%zz",
                "GET *",
                "POST /metrics/../api/checkout"
            })
    void answeredRequestIsCountedLoggedAndTraced(String target) throws IOException {
        TraceParent parent = TraceParent.random();
        double before = Metrics.served(Stack.GATEWAY);
        assertThat(send(target, parent)).startsWith("HTTP/1.1 ");
        assertThat(Stack.trace(parent, found -> found.services().contains("gateway"))
                        .roots())
                .hasSize(1);
        assertThat(Stack.logLines(parent, 1))
                .filteredOn(line -> line.path("service").asText().equals("gateway")
                        && line.path("loggerName").asText().equals("access"))
                .hasSize(1);
        assertThat(Metrics.served(Stack.GATEWAY)).isGreaterThan(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "products", "users"})
    void strangerControlsNeitherTraceIdsNorSampling(String service) throws IOException {
        String base = Stack.BASES.get(service);
        TraceParent claimed = TraceParent.random();
        HttpResponse<String> answer = Http.get(
                URI.create(base + (service.equals("users") ? "/api/users/999999" : "/api/products/999999")),
                Map.of(
                        "traceparent", "00-" + claimed.traceId() + "-" + claimed.spanId() + "-00",
                        "tracestate", "evil=1",
                        "baggage", "trace.keep=true,who=alice"));
        assertThat(answer.statusCode()).isEqualTo(404);
        String traceId = Stack.JSON.readTree(answer.body()).path("traceId").asText();
        assertThat(traceId).isNotEqualTo(claimed.traceId());
        Trace trace = Stack.trace(
                new TraceParent(traceId, ""), found -> found.services().contains(service));
        assertThat(trace.spans())
                .allSatisfy(span -> assertThat(span.attributes()).doesNotContainKey("trace.keep"));
        assertThat(Trace.fetch(Stack.JAEGER, claimed.traceId())).isEmpty();
        JsonNode references =
                Stack.json(Stack.jaeger("traces/" + traceId).body())
                        .at("/data/0/spans")
                        .findValues("references")
                        .stream()
                        .filter(list -> list.toString().contains(claimed.traceId()))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no link to the trace that the stranger named"));
        assertThat(references.toString()).contains("FOLLOWS_FROM", claimed.spanId());
    }

    @Test
    void markInTheSecondBaggageHeaderCounts() throws IOException {
        TraceParent parent = TraceParent.random();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(Stack.GATEWAY + "/api/products/1"));
        parent.header().forEach(request::header);
        assertThat(Http.send(request.header("baggage", "a=1").header("Baggage", "trace.keep=true;prop=1"))
                        .statusCode())
                .isEqualTo(200);
        Trace trace = Stack.trace(parent, found -> found.spans().size() >= 19);
        assertThat(trace.spans())
                .allSatisfy(span -> assertThat(span.attributes()).containsEntry("trace.keep", "true"));
    }

    private static String send(String target, TraceParent parent) throws IOException {
        URI gateway = URI.create(Stack.GATEWAY);
        String headers = parent.header().entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                .collect(Collectors.joining());
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((target + " HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n" + headers + "\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
