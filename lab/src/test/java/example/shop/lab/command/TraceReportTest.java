package example.shop.lab.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import example.shop.lab.Answers;
import example.shop.lab.Progress;
import example.shop.signals.FatalException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceReportTest {

    private static final String ID = "0af7651916cd43dd8448eb211c80319c";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<Map<String, String>> asked = new ArrayList<>();

    @AutoClose
    private Answers stores;

    /** A span of 1 s that began at 10:00:00; all three null is a trace that nobody knows. */
    private String spans = """
            {"data":[{"traceID":"%s","processes":{"p":{"serviceName":"users"}},"spans":[{"traceID":"%s","spanID":"a",
            "processID":"p","operationName":"GET /api/users/{id}","startTime":1767607200000000,"duration":1000000,
            "tags":[{"key":"span.kind","value":"server"},{"key":"http.route","value":"/api/users/{id}"}]}]}]}""".formatted(ID, ID);

    private String lines = """
            {"data":{"result":[{"stream":{"container":"users","level":"INFO"},
            "values":[["1767607201000000000","{\\"message\\":\\"GET /api/users/{id} 200\\"}"]]}]}}""";

    private String exemplars = """
            {"data":[{"seriesLabels":{"__name__":"http_requests_total","service":"users","job":"services"},"exemplars":[
            {"labels":{"trace_id":"%s"},"value":"0.25","timestamp":1767607201.5},
            {"labels":{"trace_id":"ffffffffffffffffffffffffffffffff"},"value":"0.5","timestamp":1767607201.5}]}]}""".formatted(ID);

    @BeforeEach
    void answerAsAllThreeStores() throws IOException {
        stores = new Answers()
                .at("/api/traces/" + ID, query -> spans)
                .at("/loki/api/v1/query_range", query -> answer(query, lines))
                .at("/api/v1/query", query -> answer(query, "{\"data\":{\"result\":[{\"value\":[0,\"0.5\"]}]}}"))
                .at("/api/v1/query_exemplars", query -> answer(query, exemplars));
    }

    @Test
    void spansLinesMetricsAndExemplarsAreTold() {
        assertThat(report(ID))
                .contains("trace " + ID + ": 1 spans of users")
                .contains("1 lines in Loki, of users")
                .contains("INFO  users     GET /api/users/{id} 200")
                .contains("users     /api/users/{id}                    0.50 requests/s   50.0 % 5xx  P95   500.0 ms")
                .contains("1 exemplars in Prometheus")
                .contains("2026-01-05T10:00:01.500Z  http_requests_total{service=\"users\"} 0.25");
    }

    @Test
    void metricsAreThoseOfTheScrapeAfterTheTraceAndLinesThoseAroundIt() {
        report(ID.toUpperCase(Locale.ROOT));
        assertThat(asked).anySatisfy(query -> assertThat(query)
                .containsEntry("time", "1767607218.000")
                .containsEntry(
                        "query", "sum(rate(http_requests_total{service=\"users\",route=\"/api/users/{id}\"}[5m]))"));
        assertThat(asked).anySatisfy(query -> assertThat(query)
                .containsEntry("start", "1767607080000000000")
                .containsEntry("end", "1767607322000000000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "0af7651916cd43dd8448eb211c80319", "0af7651916cd43dd8448eb211c80319cc"})
    void whatIsNoTraceIdIsRefused(String id) {
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> report(id))
                .withMessageContaining("32 hexadecimal digits");
        assertThat(asked).isEmpty();
    }

    @Test
    void everyStoreThatKnowsNothingSaysSo() {
        spans = null;
        lines = "{\"data\":{\"result\":[]}}";
        exemplars = "{\"data\":[]}";
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> report(ID))
                .withMessageContaining("Trace " + ID + " not found");
        assertThat(text())
                .contains(
                        "Jaeger has no span of " + ID, "the last hour", "Loki has no line of it", "no exemplar of it");
    }

    @Test
    void linesAloneAreEnough() {
        spans = null;
        exemplars = "{\"data\":[]}";
        assertThat(report(ID)).contains("Jaeger has no span", "1 lines in Loki", "no metrics of that moment");
    }

    @Test
    void storeThatDoesNotAnswerIsNamedAndTheOthersAreTold() {
        lines = null;
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> report(ID))
                .withMessageContaining("Loki gave no answer")
                .withMessageNotContaining("Jaeger");
        assertThat(text()).contains("1 spans of users", "Loki answered 404", "1 exemplars in Prometheus");
    }

    private String answer(Map<String, String> query, String body) {
        asked.add(query);
        return body;
    }

    private String report(String id) {
        new TraceReport(
                        stores.settings(Path.of("")),
                        new Progress(new PrintStream(printed, true, StandardCharsets.UTF_8)))
                .print(id);
        return text();
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
