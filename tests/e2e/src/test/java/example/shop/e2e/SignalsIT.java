package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.signals.Http;
import example.shop.signals.Poll;
import example.shop.signals.Trace;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics, logs and traces of the running services belong together; SecretsIT looks for secrets in logs. */
class SignalsIT {

    private static final String CARD = "4000000000000002";
    private static final Pattern EXEMPLAR = Pattern.compile("http_requests_total\\{.*trace_id=\"([0-9a-f]{32})\".*");

    @Test
    void exemplarLeadsToItsTrace() throws IOException {
        Stack.get(TraceParent.random(), Stack.GATEWAY + "/api/products/1");
        String metrics = Http.get(
                        URI.create(Stack.management(Stack.GATEWAY) + "/metrics"),
                        Map.of("Accept", "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.3"))
                .body();
        Matcher exemplar = metrics.lines()
                .map(EXEMPLAR::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .orElseThrow();
        Poll.until(Duration.ofSeconds(30), () -> Trace.fetch(Stack.JAEGER, exemplar.group(1))
                        .filter(found -> found.services().contains("gateway")))
                .orElseThrow(() -> new AssertionError("Jaeger has no trace " + exemplar.group(1)));
    }

    @Test
    void requestLeavesOneAccessLineInEachServiceThatItReaches() throws IOException {
        TraceParent parent = TraceParent.random();
        Stack.get(parent, Stack.GATEWAY + "/api/products/1");
        List<JsonNode> lines = Stack.logLines(parent, 3);
        assertThat(lines.stream()
                        .map(line -> line.path("service").asText() + " "
                                + line.path("message").asText()))
                .containsExactlyInAnyOrder(
                        "users GET /api/users/{id} 200",
                        "products GET /api/products/{id} 200",
                        "gateway GET /api/products/{id} 200");
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.path("loggerName").asText()).isEqualTo("access");
            assertThat(line.path("level").asText()).isEqualTo("INFO");
            assertThat(line.path("path").asText()).startsWith("/api/");
            assertThat(Double.parseDouble(line.path("durationMs").asText())).isPositive();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "products", "users"})
    void everyLogLineIsOneJsonObjectWithItsFieldsAtTheTop(String service) throws IOException {
        List<String> lines = Files.readAllLines(Stack.LOGS.resolve(service + ".log"));
        assertThat(lines).isNotEmpty();
        for (String line : lines) {
            JsonNode json = Stack.JSON.readTree(line);
            assertThat(json.isObject()).as(line).isTrue();
            OffsetDateTime.parse(json.path("timestamp").asText());
            assertThat(json.path("service").asText()).as(line).isEqualTo(service);
            for (String field : List.of("level", "loggerName", "message")) {
                assertThat(json.path(field).isTextual())
                        .as(field + " of " + line)
                        .isTrue();
            }
        }
    }

    @Test
    void probesAndScrapesLeaveNeitherSpansNorLines() throws IOException {
        TraceParent probe = TraceParent.random();
        for (String path : List.of("/health", "/health/ready", "/metrics", "/faults")) {
            assertThat(Stack.get(probe, Stack.management(Stack.GATEWAY) + path).statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
        // Later signals are there, so earlier ones would be.
        TraceParent request = TraceParent.random();
        Stack.get(request, Stack.GATEWAY + "/api/products/1");
        Stack.trace(request, found -> found.services().size() == 3);
        Stack.logLines(request, 3);
        assertThat(Trace.fetch(Stack.JAEGER, probe.traceId())).isEmpty();
        assertThat(Stack.logLines(probe, 0)).isEmpty();
    }

    @Test
    void cardNumberIsInNoSpan() throws IOException {
        for (String body : List.of(
                "{\"userId\":1,\"productId\":1,\"quantity\":1,\"payment\":{\"card\":\"%s\"}}",
                "{\"userId\":\"%s\",\"productId\":1,\"quantity\":1}",
                "{\"userId\":1,\"productId\":1,\"quantity\":%s.5}",
                "{\"userId\":1,\"productId\":1,\"quantity\":1,\"payment\":{\"card\":\"%s1\"}}",
                "{\"card%s\":1}",
                "%s %s")) {
            TraceParent parent = TraceParent.random();
            var answer = Stack.post(parent, Stack.GATEWAY + "/api/checkout", body.replace("%s", CARD));
            assertThat(answer.statusCode()).isIn(400, 402);
            Stack.trace(parent, found -> true);
            // As in Jaeger, with every attribute and every event.
            String everything = Stack.jaeger("traces/" + parent.traceId()).body();
            assertThat(everything).contains(parent.traceId()).doesNotContain(CARD);
        }
    }

    @Test
    void onlyTheShopIsTraced() throws IOException {
        Stack.trace(sent(), found -> found.services().size() == 3);
        JsonNode services = Stack.json(Stack.jaeger("services").body()).path("data");
        assertThat(services)
                .extracting(JsonNode::asText)
                .filteredOn(service -> !service.startsWith(Carriers.SERVICE) && !OddSpansIT.NAMES.contains(service))
                .containsExactlyInAnyOrderElementsOf(Stack.SERVICES);
    }

    private static TraceParent sent() throws IOException {
        TraceParent parent = TraceParent.random();
        Stack.get(parent, Stack.GATEWAY + "/api/products/1");
        return parent;
    }

    @Test
    void servicesCannotEnterEachOthersDatabases() throws Exception {
        for (String role : Stack.SERVICES) {
            for (String database : Stream.concat(Stack.SERVICES.stream(), Stream.of("postgres"))
                    .toList()) {
                long may = Stack.number(
                        "postgres",
                        "SELECT has_database_privilege('" + role + "', '" + database + "', 'CONNECT')::int");
                assertThat(may).as(role + " can connect to " + database).isEqualTo(role.equals(database) ? 1 : 0);
            }
        }
    }
}
