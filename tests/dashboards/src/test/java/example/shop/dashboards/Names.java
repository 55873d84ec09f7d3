package example.shop.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.signals.Http;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The names in a PromQL expression, by Prometheus' own parser, and whether the running system has them. */
final class Names {

    /** Counters that exist only after a failure; the drill of OtelCollectorDroppedSpans causes it. */
    private static final Set<String> AFTER_A_FAILURE =
            Set.of("otelcol_exporter_send_failed_spans_total", "otelcol_exporter_enqueue_failed_spans_total");

    /** Series that exist while alerts fire, with the labels of those alerts. */
    private static final Set<String> OF_WHAT_FIRES = Set.of("ALERTS", "service:alerts:held");

    /** Metrics, and the labels by which each is selected. */
    private final Map<String, Set<String>> selected = new TreeMap<>();
    /** Labels by which series are grouped or joined. */
    private final Set<String> grouped = new TreeSet<>();

    private Names() {}

    /** @param promql without variables */
    static Names of(String promql) throws IOException {
        Names names = new Names();
        names.collect(tree(promql));
        return names;
    }

    /** Prometheus' tree of {@code promql}. */
    static JsonNode tree(String promql) throws IOException {
        return Stores.prometheus("parse_query?query=" + Http.encode(promql));
    }

    Set<String> metrics() {
        return selected.keySet();
    }

    /**
     * Metrics without a series in the last hour, including the inputs of recorded metrics, which may have a value without
     * them. Where no metric is missing, the missing labels.
     */
    Set<String> missing() throws IOException {
        Set<String> missing = new TreeSet<>();
        Map<String, String> recorded = recorded();
        for (String metric : metrics()) {
            if (recorded.containsKey(metric)) {
                missing.addAll(of(recorded.get(metric)).missing());
            }
            if (labelsOf(metric).isEmpty() && !AFTER_A_FAILURE.contains(metric)) {
                missing.add(metric);
            }
        }
        return missing.isEmpty() ? missingLabels() : missing;
    }

    /** Labels that the selected metric lacks; a missing metric cannot tell. */
    Set<String> missingLabels() throws IOException {
        Set<String> missing = new TreeSet<>();
        Set<String> there = new TreeSet<>();
        for (Map.Entry<String, Set<String>> one : selected.entrySet()) {
            Set<String> labels = labelsOf(one.getKey());
            if (labels.isEmpty()) {
                return Set.of();
            }
            there.addAll(labels);
            one.getValue().stream()
                    .filter(label -> !labels.contains(label))
                    .forEach(label -> missing.add(one.getKey() + "{" + label + "}"));
        }
        grouped.stream().filter(label -> !there.contains(label)).forEach(missing::add);
        return missing;
    }

    /** The expression of each recording rule, by the name of what it records. */
    private static Map<String, String> recorded() throws IOException {
        Map<String, String> recorded = new HashMap<>();
        Stores.prometheus("rules?type=record").path("groups").forEach(group -> group.path("rules")
                .forEach(rule -> recorded.put(
                        rule.path("name").asText(), rule.path("query").asText())));
        return recorded;
    }

    private static Set<String> labelsOf(String metric) throws IOException {
        Set<String> labels = new TreeSet<>();
        Stores.prometheus("labels?match%5B%5D=" + Http.encode(metric) + "&start="
                        + (System.currentTimeMillis() / 1000 - 3600))
                .forEach(label -> labels.add(label.asText()));
        return labels;
    }

    private void collect(JsonNode tree) {
        // A selector by a pattern of names matches whatever exists.
        if (tree.has("matchers") && !tree.path("name").asText().isEmpty()) {
            Set<String> labels = selected.computeIfAbsent(tree.path("name").asText(), metric -> new TreeSet<>());
            for (JsonNode matcher : tree.path("matchers")) {
                String label = matcher.path("name").asText();
                if (!label.equals("__name__")
                        && !OF_WHAT_FIRES.contains(tree.path("name").asText())) {
                    labels.add(label);
                }
            }
        }
        tree.path("grouping").forEach(label -> grouped.add(label.asText()));
        for (String side : Set.of("labels", "include")) {
            tree.path("matching").path(side).forEach(label -> grouped.add(label.asText()));
        }
        tree.forEach(this::collect);
    }
}
