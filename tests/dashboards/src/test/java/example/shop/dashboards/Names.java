package example.shop.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.lab.Http;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** The names in a PromQL expression, by Prometheus' own parser, and whether the running system has them. */
final class Names {

    private final Set<String> metrics = new TreeSet<>();
    private final Set<String> labels = new TreeSet<>();

    private Names() {}

    /** @param promql without variables */
    static Names of(String promql) throws IOException {
        Names names = new Names();
        names.collect(Stores.prometheus("parse_query?query=" + Http.encode(promql)));
        return names;
    }

    /** Metrics that Prometheus has no series of within the last hour; where all are there, labels that none of them has. */
    Set<String> missing() throws IOException {
        Set<String> missing = new TreeSet<>();
        Set<String> there = new TreeSet<>();
        for (String metric : metrics) {
            Set<String> found = labelsOf(metric);
            if (found.isEmpty()) {
                missing.add(metric);
            }
            there.addAll(found);
        }
        return missing.isEmpty() ? without(there) : missing;
    }

    /** Labels that no metric has; none, where a metric is not there before its first event and cannot say. */
    Set<String> missingLabels() throws IOException {
        Set<String> missing = missing();
        missing.removeAll(metrics);
        return missing;
    }

    private Set<String> without(Set<String> there) {
        Set<String> missing = new TreeSet<>(labels);
        missing.removeAll(there);
        return missing;
    }

    private static Set<String> labelsOf(String metric) throws IOException {
        Set<String> labels = new TreeSet<>();
        Stores.prometheus("labels?match%5B%5D=" + Http.encode(metric) + "&start="
                        + (System.currentTimeMillis() / 1000 - 3600))
                .forEach(label -> labels.add(label.asText()));
        return labels;
    }

    private void collect(JsonNode tree) {
        // A selector by a pattern of names asks for whatever there is.
        if (tree.has("matchers") && !tree.path("name").asText().isEmpty()) {
            metrics.add(tree.path("name").asText());
            for (JsonNode matcher : tree.path("matchers")) {
                String label = matcher.path("name").asText();
                // Which labels ALERTS has depends on what fires.
                if (!label.equals("__name__") && !tree.path("name").asText().equals("ALERTS")) {
                    labels.add(label);
                }
            }
        }
        tree.path("grouping").forEach(label -> labels.add(label.asText()));
        for (String side : Set.of("labels", "include")) {
            tree.path("matching").path(side).forEach(label -> labels.add(label.asText()));
        }
        tree.forEach(this::collect);
    }
}
