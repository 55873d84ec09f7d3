package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import example.shop.e2e.Corpus.Entry;
import example.shop.signals.Http;
import example.shop.signals.Loki;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sends each text of the corpus in every place of spans and log records, and looks for it in each store's answers. */
class MaskingIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** A scrape and a flush of 15 s each, twice. */
    private static final Duration SERIES_LIMIT = Duration.ofSeconds(90);

    private static final String SPAN = "/data/0/spans/0";
    private static final List<String> KEPT_IN_JAEGER = List.of(
            SPAN + "/operationName",
            SPAN + "/tags/plain/value",
            SPAN + "/tags/otel.status_description/value",
            SPAN + "/tags/w3c.tracestate/value",
            SPAN + "/tags/otel.scope.name/value",
            SPAN + "/tags/otel.scope.version/value",
            SPAN + "/logs/0/fields/event/value",
            SPAN + "/logs/0/fields/plain/value");

    private static final List<Entry> ENTRIES = Corpus.entries();
    private static final List<String> TRACES =
            ENTRIES.stream().map(entry -> TraceParent.random().traceId()).toList();
    private static final Map<Entry, Map<String, String>> JAEGER = new TreeMap<>(Comparator.comparing(Entry::toString));
    private static final Map<Entry, List<Loki.Line>> LOKI = new TreeMap<>(Comparator.comparing(Entry::toString));

    @BeforeAll
    static void sendAndReadBack() throws IOException {
        Instant start = Instant.now();
        List<ObjectNode> spans = new ArrayList<>();
        List<ObjectNode> records = new ArrayList<>();
        List<ObjectNode> counters = new ArrayList<>();
        for (int i = 0; i < ENTRIES.size(); i++) {
            spans.add(Carriers.span(ENTRIES.get(i).text(), TRACES.get(i)));
            counters.add(Carriers.counter(ENTRIES.get(i).text(), i));
            records.add(Carriers.records(ENTRIES.get(i).text(), i));
        }
        Otlp.send("/v1/traces", "resourceSpans", spans);
        Otlp.send("/v1/logs", "resourceLogs", records);
        Otlp.send("/v1/metrics", "resourceMetrics", counters);
        for (int i = 0; i < ENTRIES.size(); i++) {
            JAEGER.put(ENTRIES.get(i), Leaves.of(Stack.stored(TRACES.get(i), LIMIT)));
        }
        List<Loki.Line> lines = Await.lines(
                LIMIT, "{container=\"" + Carriers.SERVICE + "\"}", start.minusSeconds(1), 2 * ENTRIES.size());
        for (Loki.Line line : lines) {
            Entry entry =
                    ENTRIES.get(Stack.JSON.readTree(line.text()).path("number").asInt());
            LOKI.computeIfAbsent(entry, any -> new ArrayList<>()).add(line);
        }
    }

    @Test
    void jaegerHoldsNoSecret() {
        List<String> leaks = new ArrayList<>();
        JAEGER.forEach((entry, leaves) -> leaves.forEach((path, text) -> {
            if (entry.isPartlyIn(text)) {
                leaks.add(entry + " -> " + path + ": " + text);
            }
        }));
        assertThat(leaks).isEmpty();
    }

    @Test
    void jaegerHoldsNonSecrets() {
        List<String> lost = new ArrayList<>();
        JAEGER.forEach((entry, leaves) -> {
            if (!entry.isSecret()) {
                KEPT_IN_JAEGER.stream()
                        .filter(path -> !entry.text().equals(leaves.get(path)))
                        .forEach(path -> lost.add(entry + " -> " + path + ": " + leaves.get(path)));
            }
        });
        assertThat(lost).isEmpty();
    }

    @Test
    void lokiHoldsNoSecretInLinesLabelsAndMetadata() {
        List<String> leaks = new ArrayList<>();
        LOKI.forEach((entry, lines) -> lines.forEach(line -> {
            if (entry.isPartlyIn(line.text())) {
                leaks.add(entry + " -> line: " + line.text());
            }
            line.labels().forEach((name, value) -> {
                if (entry.isPartlyIn(value) || entry.isPartlyIn(name)) {
                    leaks.add(entry + " -> " + name + ": " + value);
                }
            });
        }));
        assertThat(leaks).isEmpty();
    }

    @Test
    void lokiHoldsNonSecrets() {
        List<String> lost = new ArrayList<>();
        LOKI.forEach((entry, lines) -> {
            if (!entry.isSecret()) {
                lines.stream()
                        .filter(line -> !field(line, "plain").equals(entry.text()))
                        .forEach(line -> lost.add(entry + " -> plain: " + line));
                if (!entry.text().startsWith("{")
                        && lines.stream()
                                .noneMatch(line -> field(line, "message").equals(entry.text()))) {
                    lost.add(entry + " -> message: " + lines);
                }
            }
        });
        assertThat(lost).isEmpty();
    }

    @Test
    void prometheusHoldsNoSecretInLabelsAndExemplars() {
        String kept = ENTRIES.getLast().text();
        List<String> labels = Await.until(
                SERIES_LIMIT,
                "series with the span name and the label " + kept,
                MaskingIT::labels,
                found -> found.contains("span_name: " + kept)
                        && found.contains("plain: " + kept)
                        && found.stream().anyMatch(label -> label.matches("exemplar .*trace_id: [0-9a-f]{32}")));
        assertThat(ENTRIES.stream()
                        .filter(Entry::isSecret)
                        .flatMap(entry -> labels.stream().filter(entry::isIn).map(label -> entry + " -> " + label)))
                .isEmpty();
    }

    /** Labels of span metrics, of a sender's metrics, and of exemplars. */
    private static List<String> labels() throws IOException {
        List<String> labels = new ArrayList<>();
        for (String selector :
                List.of("{service=\"" + Carriers.SERVICE + "\"}", "{__name__=\"masking_counter_total\"}")) {
            for (JsonNode series : Metrics.get("series?match[]=" + Http.encode(selector))) {
                series.properties()
                        .forEach(label -> labels.add(
                                label.getKey() + ": " + label.getValue().asText()));
            }
            String time = "&start=" + Instant.now().minusSeconds(600).getEpochSecond() + "&end="
                    + Instant.now().getEpochSecond();
            Leaves.of(Metrics.get("query_exemplars?query=" + Http.encode(selector) + time))
                    .forEach((path, value) -> labels.add("exemplar " + path + ": " + value));
        }
        labels.addAll(
                Leaves.of(Metrics.get("metadata?metric=masking_counter_total")).values());
        return labels;
    }

    private static String field(Loki.Line line, String name) {
        return Stack.json(line.text()).path(name).asText();
    }
}
