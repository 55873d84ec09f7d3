package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.signals.Http;
import example.shop.signals.Poll;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract's log queries word for word, and the labels that they use. */
class LogQueriesIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int FAILED = 5;
    private static final Instant BEGIN = Instant.now();

    /** Successful requests through all three services, and some that fail in users. */
    @BeforeAll
    static void load() throws Exception {
        for (int i = 0; i < 5; i++) {
            Stack.get(TraceParent.random(), Stack.GATEWAY + "/api/products/1");
        }
        try (Switch failing = Switch.on(Stack.USERS, "error-rate", "{\"share\":1}")) {
            for (int i = 0; i < FAILED; i++) {
                assertThat(Stack.get(TraceParent.random(), Stack.USERS + "/api/users")
                                .statusCode())
                        .isEqualTo(500);
            }
        }
        Poll.until(
                        LIMIT,
                        () -> Stack.LOKI
                                                .lines(
                                                        "{container=\"users\", level=\"ERROR\"} |= \"error.type\"",
                                                        BEGIN,
                                                        Instant.now())
                                                .size()
                                        >= FAILED
                                ? Optional.of(true)
                                : Optional.empty())
                .orElseThrow(() -> new AssertionError("the lines of the failed requests are not in Loki"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{container=\"users\"}",
                "{container=\"users\"} |= \"error\" or \"ERROR\"",
                "{container=\"users\"} | json | traceId != \"\"",
                "{job=\"docker\"} |= \"error\"",
            })
    void queryOfTheContractFindsLines(String logql) {
        Poll.until(LIMIT, () -> Optional.of(Stack.LOKI.lines(logql, BEGIN, Instant.now()))
                        .filter(found -> !found.isEmpty()))
                .orElseThrow(() -> new AssertionError("Loki has no line of " + logql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate({container=\"users\"} |= \"error\" [5m])",
                "topk(10, sum by (message) (rate({container=\"users\"} | json [5m])))",
                "sum by (container) (rate({job=\"docker\"}[5m]))",
            })
    void queryOfTheContractHasValues(String logql) {
        assertThat(await(logql)).as(logql).allSatisfy(series -> assertThat(
                        series.path("value").path(1).asDouble())
                .isPositive());
    }

    @Test
    void everyProcessIsAContainer() {
        List<String> containers = Poll.until(LIMIT, () -> Optional.of(values("container"))
                        .filter(found ->
                                found.containsAll(List.of("gateway", "products", "users", "postgres", "jaeger"))))
                .orElseThrow(() -> new AssertionError("Loki does not have every process of the lab"));
        // An agent's line about failed delivery would be one more line to deliver.
        assertThat(containers).doesNotContain("log-agent").noneMatch(name -> name.startsWith("build-"));
    }

    @Test
    void labelsAreFewAndTakeFewValues() throws IOException {
        assertThat(values("job")).containsExactly("docker");
        assertThat(values("level"))
                .contains("INFO", "ERROR")
                .isSubsetOf("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL", "UNKNOWN");
        // Lines sent over OTLP also have the name of their service.
        assertThat(texts(get("labels")))
                .contains("job", "container", "level")
                .isSubsetOf("job", "container", "level", "service_name");
    }

    @Test
    void messagesOfRequestsAreTemplatesThatNameTheFailingRequest() {
        String query = "sum by (message) (count_over_time({container=\"users\"} | json | loggerName=\"access\" [5m]))";
        List<String> messages = await(query).stream()
                .map(series -> series.path("metric").path("message").asText())
                .toList();
        assertThat(messages)
                .contains("GET /api/users 500")
                .allMatch(message -> message.matches("[A-Z_]+ (/[a-z/]*(\\{[a-z]+})?|unmatched) ([1-5]\\d\\d|RESET)"));
    }

    /** Also without a logged exception: the access line of a failed request has a field with the word in its name. */
    @Test
    void everyFailedRequestIsFoundByTheWordError() throws IOException {
        String query = "{container=\"users\"} |= \"error\" | json | loggerName=\"access\" | error_type=\"500\"";
        Poll.until(LIMIT, () -> Optional.of(Stack.LOKI.lines(query, BEGIN, Instant.now()))
                        .filter(lines -> lines.size() == FAILED))
                .orElseThrow(() -> new AssertionError("not " + FAILED + " lines of " + query));
    }

    private static List<JsonNode> await(String logql) {
        return Poll.until(LIMIT, () -> Optional.of(
                                StreamSupport.stream(Stack.LOKI.vector(logql).spliterator(), false)
                                        .toList())
                        .filter(series -> !series.isEmpty()))
                .orElseThrow(() -> new AssertionError("Loki has no value of " + logql));
    }

    private static List<String> values(String label) throws IOException {
        return texts(get("label/" + label + "/values"));
    }

    private static JsonNode get(String path) throws IOException {
        return Stack.JSON
                .readTree(Http.get(URI.create(Stack.LOKI_URL + "/loki/api/v1/" + path))
                        .body())
                .path("data");
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
