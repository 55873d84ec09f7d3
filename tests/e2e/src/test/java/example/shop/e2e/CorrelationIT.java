package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.signals.Http;
import example.shop.signals.Loki;
import example.shop.signals.Poll;
import example.shop.signals.Span;
import example.shop.signals.Trace;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each signal of a request leads to the other two, through the APIs of the stores. */
class CorrelationIT {

    private static final Duration LIMIT = Duration.ofSeconds(100);
    private static final Set<String> SERVICES = Set.of("gateway", "products", "users");
    private static final String KNOWN =
            "count(sum by (service, route) (rate(http_requests_total{service=~\"gateway|products|users\","
                    + "route=~\"/api/(products|users)/{id}\"}[5m])) > 0) >= 3";

    /** A request with an exemplar in Prometheus; each series keeps only some, so it takes a few requests. */
    private static TraceParent request;

    @BeforeAll
    static void sendUntilOneIsAnExemplar() {
        Instant start = Instant.now();
        Map<String, TraceParent> sent = new HashMap<>();
        request = Poll.until(LIMIT, () -> {
                    boolean known = !Metrics.query(KNOWN).isEmpty();
                    TraceParent parent = TraceParent.random();
                    Stack.get(parent, Stack.GATEWAY + "/api/products/1");
                    if (known) {
                        sent.put(parent.traceId(), parent);
                    }
                    return exemplars(start).stream()
                            .filter(sent::containsKey)
                            .map(sent::get)
                            .findFirst();
                })
                .orElseThrow(() -> new AssertionError("none of " + sent.size() + " requests became an exemplar"));
    }

    @Test
    void lineLeadsToItsTrace() {
        Loki.Line line = Poll.until(LIMIT, () -> Stack.LOKI
                        .lines(
                                "{container=\"users\"} | json | traceId != \"\" | traceId=\"" + request.traceId()
                                        + "\"",
                                Instant.now().minusSeconds(300),
                                Instant.now())
                        .stream()
                        .findFirst())
                .orElseThrow();
        Trace trace = trace(line.labels().get("traceId"));
        assertThat(trace.spans())
                .filteredOn(span -> span.spanId().equals(line.labels().get("spanId")))
                .singleElement()
                .satisfies(span -> {
                    assertThat(span.service()).isEqualTo("users");
                    assertThat(span.kind()).isEqualTo("server");
                });
    }

    /** Natively, a read on a virtual thread may never end (docs/decisions/0010). */
    @Test
    void requestsRunOnVirtualThreadsAndNativelyOnWorkers() throws IOException {
        TraceParent parent = TraceParent.random();
        Stack.get(parent, Stack.GATEWAY + "/api/products/1");
        String thread = "native".equals(System.getenv("RUNTIME")) ? "executor-thread-" : "quarkus-virtual-thread-";
        assertThat(Stack.logLines(parent, 3))
                .allSatisfy(line -> assertThat(line.path("threadName").asText()).startsWith(thread));
    }

    @Test
    void traceLeadsToTheAccessLineOfEachOfItsServerSpans() {
        Trace trace = trace(request.traceId());
        List<Span> servers = trace.spans().stream()
                .filter(span -> span.kind().equals("server"))
                .toList();
        assertThat(servers).hasSize(3);
        assertThat(lines(request.traceId()))
                .extracting(line ->
                        line.labels().get("container") + " " + line.labels().get("span_id"))
                .containsExactlyInAnyOrderElementsOf(servers.stream()
                        .map(span -> span.service() + " " + span.spanId())
                        .toList());
    }

    @Test
    void exemplarLeadsToItsTraceAndTheTraceToItsLines() throws IOException {
        String traceId = exemplars(Instant.now().minusSeconds(300)).stream()
                .filter(request.traceId()::equals)
                .findFirst()
                .orElseThrow();
        assertThat(trace(traceId).services()).isEqualTo(SERVICES);
        assertThat(lines(traceId)).hasSize(3);
    }

    @Test
    void reportHasSpansLinesMetricsOfThatMomentAndExemplars() throws Exception {
        trace(request.traceId());
        lines(request.traceId());
        String report = LabCommand.run("lab/lab", "trace", request.traceId());
        assertThat(report)
                .contains("trace " + request.traceId() + ": ", " spans of gateway, products, users", "get-user-by-id")
                .contains("3 lines in Loki, of gateway, products, users")
                .containsPattern("log  \\S+  INFO  users     GET /api/users/\\{id} 200 .*path=/api/users/1")
                .containsPattern("http_requests_total\\{.*service=\"gateway\".*} \\d");
        Map.of("gateway", "/api/products/{id}", "products", "/api/products/{id}", "users", "/api/users/{id}")
                .forEach((service, route) -> assertThat(report.lines())
                        .filteredOn(line ->
                                line.startsWith(service) && line.contains(" " + route + " ") && line.contains("P95"))
                        .singleElement()
                        .asString()
                        .containsPattern("\\d\\.\\d\\d requests/s +\\d+\\.\\d % 5xx  P95 +\\d+\\.\\d ms"));
    }

    /** The trace ids of the exemplars of requests to gateway since {@code from}. */
    private static Set<String> exemplars(Instant from) throws IOException {
        JsonNode series = Metrics.get("query_exemplars?query="
                + Http.encode("http_requests_total{service=\"gateway\"}") + "&start=" + from.getEpochSecond()
                + "&end=" + Instant.now().plusSeconds(1).getEpochSecond());
        return series.findValues("trace_id").stream().map(JsonNode::asText).collect(Collectors.toSet());
    }

    private static Trace trace(String traceId) {
        return Poll.until(LIMIT, () -> Trace.fetch(Stack.JAEGER, traceId)
                        .filter(trace -> trace.services().equals(SERVICES))
                        .filter(trace -> trace.roots().size() == 1))
                .orElseThrow(() -> new AssertionError("Jaeger has no complete trace " + traceId));
    }

    /** The lines of a trace, as soon as all three services have written one. */
    private static List<Loki.Line> lines(String traceId) {
        return Await.until(
                LIMIT,
                "lines of " + traceId,
                () -> Stack.LOKI.linesOf(traceId, Instant.now().minusSeconds(300), Instant.now()),
                lines -> lines.stream()
                        .map(line -> line.labels().get("container"))
                        .collect(Collectors.toSet())
                        .equals(SERVICES));
    }
}
