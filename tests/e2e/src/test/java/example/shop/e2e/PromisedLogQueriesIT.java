package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import example.shop.signals.Loki;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract's queries word for word, on as many lines as a busy service prints and on lines of every kind. */
class PromisedLogQueriesIT extends WithLogPair {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int TRACES = 10_000;
    private static final String RATE_OF_ERRORS = "rate({container=\"users\"} |= \"error\" [5m])";
    private static final String MESSAGES = "topk(10, sum by (message) (rate({container=\"users\"} | json [5m])))";

    /** Split into lines like a file: none of its lines is JSON. */
    private static final String THREAD_DUMP = """
            2026-11-28 19:34:16
            Full thread dump OpenJDK 64-Bit Server VM (25.0.3+9-LTS mixed mode, sharing):

            "main" #1 [12] prio=5 os_prio=0 cpu=812.10ms elapsed=9.10s tid=0x00007f8c3802d8e0 nid=12 waiting on condition
               java.lang.Thread.State: TIMED_WAITING (sleeping)
            \tat java.lang.Thread.sleep0(java.base@25.0.3/Native Method)
            \t- locked <0x00000000e0a3c1b8> (a java.lang.Object)

            JNI global refs: 15, weak refs: 0
            """;

    @BeforeAll
    void writeAsABusyServiceDoes() throws IOException {
        StringBuilder lines = new StringBuilder();
        Instant begin = Instant.now().minusSeconds(20);
        for (int i = 0; i < TRACES; i++) {
            lines.append(line(begin.plusMillis(i), i)).append('\n');
            if (i == TRACES / 2) {
                lines.append(THREAD_DUMP);
            }
        }
        Files.writeString(pair.log("users"), lines);
        await("users", TRACES + 5);
    }

    @Test
    void rateOfErrorsIsOneSeriesAStreamHoweverManyTraces() throws IOException {
        List<String> streams = new ArrayList<>();
        double sum = 0;
        for (JsonNode series : pair.loki().vector(RATE_OF_ERRORS)) {
            streams.add(series.path("metric").toString());
            sum += series.path("value").path(1).asDouble();
        }
        assertThat(streams).containsExactly("{\"container\":\"users\",\"job\":\"docker\",\"level\":\"ERROR\"}");
        assertThat(sum * 300).isCloseTo(TRACES, within(1.0));
    }

    @Test
    void messagesAreCountedDespiteAThreadDump() throws IOException {
        JsonNode found = pair.loki().vector(MESSAGES);
        assertThat(found.findValuesAsText("message"))
                .contains(
                        "error of kind 0",
                        "error of kind 1",
                        "Full thread dump OpenJDK 64-Bit Server VM (25.0.3+9-LTS mixed mode, sharing):");
        double sum = 0;
        for (JsonNode series : found) {
            sum += series.path("value").path(1).asDouble();
        }
        assertThat(sum * 300).isGreaterThanOrEqualTo(TRACES);
    }

    /** Text has no templates: each line is a message of its own. */
    @Test
    void messagesAreCountedEvenIfAllDiffer() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < TRACES; i++) {
            lines.append("message number ").append(i).append('\n');
        }
        Files.writeString(pair.log("chatty"), lines);
        await("chatty", TRACES);
        assertThat(pair.loki().vector(MESSAGES.replace("users", "chatty"))).hasSize(10);
    }

    /** Loki answers with 400 as soon as one line of a query for numbers cannot be read. */
    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindOfLineIsReadByJson(String kind) throws IOException {
        String container = container();
        Files.write(pair.log(container), bytes(kind + "\n" + line(Instant.now(), 0) + "\n"));
        await(container, 2);
        String selector = "{container=\"" + container + "\"}";
        assertThat(pair.loki().vector(MESSAGES.replace("{container=\"users\"}", selector)))
                .isNotEmpty();
        assertThat(count(selector + " | json")).isGreaterThanOrEqualTo(2);
        assertThat(pair.loki().vector("rate(" + selector + " | json [5m])")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(found(selector + " | json | __error__ != \"\"")).isEmpty();
        assertThat(lines(container)).allSatisfy(stored -> assertThat(
                        Stack.JSON.readTree(stored.text()).isObject())
                .isTrue());
    }

    static List<String> kinds() {
        return List.of(
                "plain text",
                "\u00a0",
                THREAD_DUMP,
                "Exception in thread \"main\" java.lang.OutOfMemoryError: Java heap space\n\tat a.B.c(B.java:1)\n\tat a.B.d(B.java:2)",
                "  ___  _\n / _ \\| |__  ___\n \\___/|_.__/",
                "{\"message\":\"cut of",
                "{\"message\":\"two\"} {\"message\":\"objects\"}",
                "{not json}",
                "{'message':'python'}",
                "{\"message\":\"NaN\",\"value\":NaN}",
                "{null:1,\"message\":\"key without quotes\"}",
                "[{\"message\":\"list\"}]",
                "\"string\"",
                "42",
                "null",
                "true",
                "{}",
                "{\"\":\"no name\",\"message\":\"x\"}",
                "{\"message\":null}",
                "{\"message\":{\"nested\":{\"deep\":[1,2,{\"a\":null}]}}}",
                "{\"message\":[\"a\",\"b\"]}",
                "{\"message\":\"twice\",\"message\":\"same name\"}",
                "{\"message\":\"own\",\"container\":\"other\",\"level\":\"LOUD\",\"job\":\"mine\"}",
                "{\"message\":\"error names\",\"__error__\":\"SampleError\",\"__error_details__\":\"x\"}",
                "{\"message\":\"error names\",\"--error--\":\"SampleError\"}",
                "{\"message\":\"error names\",\"\\u005f_error__\":\"SampleError\"}",
                "{\"message\":\"half a surrogate \\ud83d\",\"\\ud83d\":1}",
                "{\"message\":\"whole \\ud83d\\ude00\",\"\\uD83D\\uDE00\":1,\"id\":1234567890123456789}",
                "{\"message\":\"\\u0000\\u001b[31m\"}",
                "{\"message\":\"number\",\"n\":-1.5e+300,\"big\":123456789012345678901234567890}",
                "{\"message\":\"broken \u00ff bytes\"}",
                "\u0000\u0001\u00ff\u00fe binary \u00c3",
                "{\"message\":\"deep\",\"a\":" + "{\"a\":".repeat(200) + "1" + "}".repeat(201),
                "{\"message\":\"" + "long ".repeat(60_000) + "\"}",
                "{\"message\":\"many\",\"list\":[" + "\"element\",".repeat(40_000) + "1]}",
                "{\"message\":{\"big\":\"" + "long ".repeat(60_000) + "\"}}",
                "text ".repeat(60_000),
                "\u0001".repeat(120_000),
                "\"\\".repeat(120_000));
    }

    /** Each character as one byte, which allows invalid UTF-8. */
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String line(Instant at, int number) {
        ObjectNode line = Stack.JSON.createObjectNode();
        line.put("timestamp", at.toString()).put("level", "ERROR").put("loggerName", "example.Shop");
        line.put("message", "error of kind " + number % 2).put("traceId", "%032x".formatted(number + 1));
        return line.put("spanId", "%016x".formatted(number + 1)).toString();
    }

    private void await(String container, int count) {
        Await.until(
                LIMIT, count + " records of " + container, () -> count("{container=\"" + container + "\"}") >= count);
    }

    private int count(String lines) throws IOException {
        return (int) Metrics.first(pair.loki().vector("sum(count_over_time(" + lines + " [5m]))"));
    }

    private List<Loki.Line> found(String query) throws IOException {
        return pair.loki()
                .lines(query, Instant.now().minusSeconds(300), Instant.now().plusSeconds(60));
    }
}
