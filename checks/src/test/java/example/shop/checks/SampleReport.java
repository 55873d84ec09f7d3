package example.shop.checks;

import example.shop.checks.metric.RedWindow.Change;
import example.shop.checks.metric.RedWindow.Figures;
import example.shop.checks.pattern.Findings;
import example.shop.checks.report.Report;
import example.shop.checks.report.Result;
import example.shop.checks.trace.CheckedTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report with something of everything, and with names that mean something to each form it is written in. */
public final class SampleReport {

    public static final String SCRIPT = "<script>document.title='broken'</script>";
    public static final String MARKS =
            "section a|b `c` ```d``` _e_ [f](http://g.test) #1: h; i, 100 % $x$ & <!-- %% end";

    private SampleReport() {}

    public static Report report() {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("Trace in Jaeger", "http://jaeger.test:16686/trace/" + Spans.TRACE_ID + "?a=1&b=2");
        links.put("Not one of the web", "javascript:alert(1)");
        return new Report(
                "Traces of http://shop.test:8000",
                Instant.parse("2026-01-02T03:04:05.678Z"),
                Duration.ofMillis(3210),
                List.of(
                        Result.passed("services answer", "3 of 3 services are ready."),
                        Result.failed(
                                "trace of a product",
                                "2 of 19 spans are missing: users | http.request\nand below.",
                                "Look whether `users` reaches its collector & <asks> it.",
                                List.of(
                                        "  users  get-user-by-id",
                                        "- └─ users  http.request   <- missing",
                                        "```",
                                        "bell \u0007 and null \u0000")),
                        Result.notChecked(
                                "metrics in Prometheus",
                                "Prometheus does not answer.",
                                "Is http://prometheus.test:9090 the right address?")),
                List.of(traceOfMany(), traceWithMarks()),
                List.of(
                        new Change("gateway", new Figures(10, 0.001, 0.2), new Figures(12.5, 0.021, 0.1)),
                        new Change("users", Figures.NONE, new Figures(1, 0, Double.POSITIVE_INFINITY))),
                links);
    }

    /** A report of these alone, of no time and without changes and links. */
    public static Report of(String title, List<Result> results, List<CheckedTrace> traces) {
        return new Report(title, Instant.EPOCH, Duration.ZERO, results, traces, List.of(), Map.of());
    }

    private static CheckedTrace traceOfMany() {
        return new CheckedTrace(
                "product",
                ChangedTrace.of("n-plus-one").trace(),
                List.of("  gateway  GET /api/products/{id}", "+ └─ users  load-one-by-one   <- not expected"),
                Findings.of(ChangedTrace.of("n-plus-one").trace()));
    }

    /** Twenty spans, two of them with an error. */
    private static CheckedTrace traceWithMarks() {
        Spans spans = new Spans();
        String root = spans.server("", "gateway", SCRIPT, 0, 1000);
        spans.internal(root, "a:b#c;d,e", MARKS, 10, 20);
        for (String reserved : List.of("click", "title", "dateFormat", "section", "excludes weekends", "2026-01-02")) {
            spans.internal(root, "gateway", reserved, 40, 0.4);
        }
        spans.internal(root, "click", "", 999.9, 0);
        spans.failedCall(root, "gateway", "GET", "http://users.test/api/users/1", 100, 300);
        spans.failedCall(root, "gateway", "GET", "http://users.test/api/users/1", 450, 300);
        for (int i = 0; i < 9; i++) {
            spans.statement(root, "gateway", "select 1", 800 + i * 10, 5);
        }
        return new CheckedTrace(MARKS, spans.trace(), List.of(), Findings.of(spans.trace()));
    }
}
