package example.shop.checks.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import example.shop.checks.metric.RedWindow;
import example.shop.checks.pattern.Finding;
import example.shop.checks.report.Result.Outcome;
import example.shop.checks.trace.CheckedTrace;
import example.shop.signals.Span;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A report for programs, as JSON. Releases add fields and never rename one; every field is always present.
 *
 * <pre>
 * title, begin (ISO 8601 in UTC), tookMillis
 * verdict (in words), exitCode (0, 1, 2), passed, failed, notChecked (how many)
 * results [ check, outcome (PASSED, FAILED, NOT_CHECKED), said, hint (empty if it passed), details [ text ] ]
 * traces [ shape, traceId, comparison [ text ],
 *          findings [ pattern (N_PLUS_ONE, RETRY_LOOP, TIMEOUT, BLOCKED, SEQUENTIAL_CALLS), said, spanIds [ id ] ],
 *          spans [ spanId, parentId (empty at a root), service, name, kind, startMicros (since 1970), durationMicros,
 *                  error (true or false), attributes { name: text }, events [ name ] ] ]
 * changes [ service, before, now, each { requestsPerSecond, errorShare (0 to 1), p95Seconds } ], null for not a number
 * links { name: address }
 * </pre>
 */
public final class JsonReport {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonReport() {}

    public static String write(Report report) {
        ObjectNode root = JSON.objectNode()
                .put("title", report.title())
                .put("begin", report.begin().toString())
                .put("tookMillis", report.took().toMillis())
                .put("verdict", Verdict.of(report))
                .put("exitCode", report.exitCode())
                .put("passed", Verdict.count(report, Outcome.PASSED))
                .put("failed", Verdict.count(report, Outcome.FAILED))
                .put("notChecked", Verdict.count(report, Outcome.NOT_CHECKED))
                .<ObjectNode>set("results", array(report.results(), JsonReport::result))
                .<ObjectNode>set("traces", array(report.traces(), JsonReport::trace))
                .<ObjectNode>set("changes", array(report.changes(), JsonReport::change))
                .set("links", object(report.links()));
        return root.toPrettyString() + "\n";
    }

    private static JsonNode result(Result result) {
        return JSON.objectNode()
                .put("check", result.check())
                .put("outcome", result.outcome().name())
                .put("said", result.said())
                .put("hint", result.hint())
                .set("details", texts(result.details()));
    }

    private static JsonNode trace(CheckedTrace checked) {
        return JSON.objectNode()
                .put("shape", checked.shape())
                .put("traceId", checked.trace().id())
                .<ObjectNode>set("comparison", texts(checked.comparison()))
                .<ObjectNode>set("findings", array(checked.findings(), JsonReport::finding))
                .set("spans", array(checked.trace().spans(), JsonReport::span));
    }

    private static JsonNode finding(Finding finding) {
        return JSON.objectNode()
                .put("pattern", finding.pattern().name())
                .put("said", finding.said())
                .set("spanIds", texts(finding.spans().stream().map(Span::spanId).toList()));
    }

    private static JsonNode span(Span span) {
        return JSON.objectNode()
                .put("spanId", span.spanId())
                .put("parentId", span.parentId())
                .put("service", span.service())
                .put("name", span.name())
                .put("kind", span.kind())
                .put("startMicros", span.startMicros())
                .put("durationMicros", span.durationMicros())
                .put("error", span.isError())
                .<ObjectNode>set("attributes", object(new TreeMap<>(span.attributes())))
                .set("events", texts(span.events()));
    }

    private static JsonNode change(RedWindow.Change change) {
        return JSON.objectNode()
                .put("service", change.service())
                .<ObjectNode>set("before", figures(change.before()))
                .set("now", figures(change.now()));
    }

    private static JsonNode figures(RedWindow.Figures figures) {
        return JSON.objectNode()
                .put("requestsPerSecond", number(figures.requestsPerSecond()))
                .put("errorShare", number(figures.errorShare()))
                .put("p95Seconds", number(figures.p95Seconds()));
    }

    /** JSON has neither NaN nor infinity. */
    private static Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static ArrayNode texts(List<String> texts) {
        return array(texts, JSON::textNode);
    }

    private static ObjectNode object(Map<String, String> texts) {
        ObjectNode node = JSON.objectNode();
        texts.forEach(node::put);
        return node;
    }

    private static <T> ArrayNode array(Collection<T> values, Function<T, JsonNode> node) {
        return JSON.arrayNode().addAll(values.stream().map(node).toList());
    }
}
