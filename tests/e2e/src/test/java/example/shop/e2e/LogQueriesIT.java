package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
        Await.lines(LIMIT, "{container=\"users\", level=\"ERROR\"} |= \"error.type\"", BEGIN, FAILED);
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
        Await.lines(LIMIT, logql, BEGIN, 1);
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
        List<String> containers = Await.until(
                LIMIT,
                "Loki has every process of the lab",
                () -> values("container"),
                found -> found.containsAll(List.of("gateway", "products", "users", "postgres", "jaeger")));
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
        assertThat(texts(Stack.loki("labels")))
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
        assertThat(Await.lines(LIMIT, query, BEGIN, FAILED)).hasSize(FAILED);
    }

    private static List<JsonNode> await(String logql) {
        return Await.until(
                LIMIT,
                "a value of " + logql,
                () -> Stack.LOKI.vector(logql).valueStream().toList(),
                series -> !series.isEmpty());
    }

    private static List<String> values(String label) throws IOException {
        return texts(Stack.loki("label/" + label + "/values"));
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }
}
