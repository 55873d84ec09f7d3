package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.signals.Http;
import example.shop.signals.Span;
import example.shop.signals.Trace;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault in each service looks as in docs/telemetry.md, and the queries there find it. */
class FaultIT {

    private static final String ERROR = "&tags={\"error\":\"true\"}";

    /** A service, a request that asks a peer, one that needs the database, and what its client does with a slow peer. */
    private enum Target {
        USERS(Stack.USERS, "/api/users/1", "/api/users", "GET /entitlements.json", 300, 2),
        PRODUCTS(Stack.PRODUCTS, "/api/products/1", "/api/products", "GET /api/users/{id}", 1500, 2),
        // The first try uses up the time for all tries.
        GATEWAY(
                Stack.GATEWAY,
                "/api/users/1",
                "/api/orders/" + new java.util.UUID(0, 1),
                "GET /api/users/{id}",
                2000,
                1);

        private final String base;
        private final String url;
        private final String stored;
        private final String call;
        private final int timeoutMillis;
        private final int tries;

        Target(String base, String path, String stored, String call, int timeoutMillis, int tries) {
            this.base = base;
            this.url = base + path;
            this.stored = base + stored;
            this.call = call;
            this.timeoutMillis = timeoutMillis;
            this.tries = tries;
        }

        String service() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void errorRateIsAnErrorWithAnException(Target target) throws Exception {
        Seen seen = seen(target, target.url, "error-rate", "{}", found -> true);
        assertThat(seen.answer.statusCode()).isEqualTo(500);
        assertThat(seen.server.isError()).isTrue();
        assertThat(seen.server.events()).contains("exception");
        assertThat(seen.server.attributes()).containsKey("http.route");
        assertThat(seen.trace.children(seen.server)).isEmpty();
        assertThat(seen.lines)
                .anyMatch(line -> line.path("message").asText().equals("Request failed")
                        && line.path("level").asText().equals("ERROR"))
                .anyMatch(line -> line.path("loggerName").asText().equals("access")
                        && line.path("message").asText().endsWith("{id} 500"));
        assertFound(target, seen, "&tags={\"http.response.status_code\":\"500\"}");
    }

    @ParameterizedTest
    @EnumSource
    void latencyIsALongServerSpanWithShortChildren(Target target) throws Exception {
        Seen seen = seen(target, target.url, "latency", "{\"amount\":1500}", found -> true);
        long children = seen.trace.children(seen.server).stream()
                .mapToLong(Span::durationMicros)
                .sum();
        assertThat(seen.server.durationMicros()).isGreaterThanOrEqualTo(1_500_000);
        assertThat(seen.server.durationMicros() - children).isGreaterThanOrEqualTo(1_500_000);
        assertFound(target, seen, "&operation=" + seen.server.name() + "&minDuration=1400ms");
    }

    @ParameterizedTest
    @EnumSource
    void onePlusManyQueriesStandSideBySide(Target target) throws Exception {
        Seen seen = seen(
                target,
                target.url,
                "n-plus-one",
                "{\"amount\":20}",
                // The loop's span may arrive before the spans within it.
                found -> queries(found, target).size() >= 21);
        Span loop = seen.trace.children(seen.server).getFirst();
        assertThat(loop.name()).isEqualTo("load-one-by-one");
        assertThat(queries(seen.trace, target))
                .filteredOn(query -> query.parentId().equals(loop.spanId()))
                .hasSize(21);
        assertFound(target, seen, "&operation=load-one-by-one");
    }

    @ParameterizedTest
    @EnumSource
    void externalTimeoutIsAClientSpanOfTheTimeoutsLengthForEachTry(Target target) throws Exception {
        HttpResponse<String> before = Stack.get(TraceParent.random(), target.url);
        Seen seen = seen(
                target,
                target.url,
                "external-timeout",
                "{}",
                found -> calls(found, target).size() >= target.tries);
        assertThat(calls(seen.trace, target)).hasSize(target.tries).allSatisfy(call -> {
            assertThat(call.isError()).isTrue();
            assertThat(call.durationMicros() / 1000).isBetween(target.timeoutMillis - 20L, target.timeoutMillis + 500L);
        });
        assertFound(target, seen, "&operation=" + target.call + ERROR + "&minDuration=250ms");
        Switch.awaitWhole(target.url, before);
    }

    @ParameterizedTest
    @EnumSource
    void retryStormIsManyClientSpansSideBySide(Target target) throws Exception {
        // As many as fit into the timeout of one try, also with users' 400 ms.
        int attempts = 5;
        boolean traced = target != Target.USERS;
        Seen seen = seen(
                target,
                target.url,
                "retry-storm",
                "{\"amount\":" + attempts + "}",
                found -> calls(found, target).size() >= attempts
                        && calls(found, target).stream()
                                .allMatch(
                                        call -> !traced || !found.children(call).isEmpty()));
        List<Span> calls = calls(seen.trace, target);
        assertThat(calls).hasSize(attempts);
        assertThat(calls.stream().map(Span::parentId).distinct()).hasSize(1);
        if (traced) {
            assertThat(calls).allSatisfy(call -> assertThat(seen.trace.children(call))
                    .singleElement()
                    .satisfies(span -> assertThat(span.kind()).isEqualTo("server")));
        }
        assertFound(target, seen, "&operation=" + target.call);
    }

    @ParameterizedTest
    @EnumSource
    void blockedPoolIsALongWaitForAConnection(Target target) throws Exception {
        HttpResponse<String> before = Stack.get(TraceParent.random(), target.stored);
        Seen seen = seen(target, target.stored, "blocked-pool", "{}", found -> found.spans().stream()
                .anyMatch(FaultIT::isConnection));
        assertThat(seen.answer.statusCode()).isEqualTo(503);
        assertThat(seen.trace.spans())
                .filteredOn(FaultIT::isConnection)
                .singleElement()
                .satisfies(span -> {
                    assertThat(span.isError()).isTrue();
                    assertThat(span.durationMicros()).isGreaterThanOrEqualTo(2_500_000);
                });
        assertThat(seen.lines).anyMatch(line -> line.path("message").asText().equals("The database cannot be reached"));
        assertFound(target, seen, "&operation=DataSource.getConnection&minDuration=2500ms");
        Switch.awaitWhole(target.stored, before);
    }

    /** The signals of one request while a fault is on. */
    private record Seen(
            String fault,
            TraceParent parent,
            HttpResponse<String> answer,
            Trace trace,
            Span server,
            List<JsonNode> lines) {}

    /** Sends a request while {@code fault} is on, and a clean one after it. */
    private static Seen seen(Target target, String url, String fault, String json, Predicate<Trace> whole)
            throws Exception {
        TraceParent parent = TraceParent.random();
        HttpResponse<String> answer;
        try (var on = Switch.on(target.base, fault, json)) {
            answer = Stack.get(parent, url);
        }
        Trace trace = Stack.trace(parent, whole);
        Span server = trace.roots().getFirst();
        assertThat(server.service()).isEqualTo(target.service());
        assertThat(server.attributes()).containsEntry("shop.fault", fault);
        assertThat(server.events()).contains("fault injected");
        List<JsonNode> lines = Stack.logLines(parent, 2);
        assertThat(lines)
                .anyMatch(line -> line.path("message").asText().equals("Fault injected: " + fault)
                        && line.path("level").asText().equals("INFO")
                        && line.path("service").asText().equals(target.service()));
        assertCleanAgain(url);
        return new Seen(fault, parent, answer, trace, server, lines);
    }

    private static void assertCleanAgain(String url) throws IOException {
        TraceParent parent = TraceParent.random();
        HttpResponse<String> answer = Stack.get(parent, url);
        assertThat(answer.statusCode()).as(url).isLessThan(500);
        assertThat(Stack.trace(parent, found -> true).spans())
                .noneMatch(span -> span.attributes().containsKey("shop.fault") || span.isError());
    }

    /** Finds the trace by its mark, and by {@code query}, which would also find the same trouble without a fault switched on. */
    private static void assertFound(Target target, Seen seen, String query) throws IOException {
        for (String search : List.of("&tags={\"shop.fault\":\"" + seen.fault + "\"}", query)) {
            String url = Stack.JAEGER + "/api/traces?limit=500&service=" + target.service() + encoded(search);
            Await.until(
                    Duration.ofSeconds(10),
                    seen.parent.traceId() + " is found by " + url,
                    () -> Http.get(URI.create(url)).body().contains(seen.parent.traceId()));
        }
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8)
                .replace("%26", "&")
                .replace("%3D", "=");
    }

    private static List<Span> queries(Trace trace, Target target) {
        return trace.spans().stream()
                .filter(span -> span.name().startsWith("SELECT " + target.service() + ".")
                        && span.kind().equals("client"))
                .toList();
    }

    private static List<Span> calls(Trace trace, Target target) {
        return trace.spans().stream()
                .filter(span -> span.kind().equals("client")
                        && span.service().equals(target.service())
                        && span.name().equals(target.call))
                .toList();
    }

    private static boolean isConnection(Span span) {
        return span.name().equals("DataSource.getConnection");
    }
}
