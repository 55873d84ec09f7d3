package example.shop.checks.metric;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.checks.expectation.Expectations;
import example.shop.checks.report.Result.Cause;
import example.shop.signals.Http;
import example.shop.signals.Prometheus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Checks that Prometheus has a metric of every service that must have it, with all its labels. */
final class MetricNames {

    private final Prometheus prometheus;
    private final String serviceLabel;

    /** @param serviceLabel the label with the service of a series */
    MetricNames(Prometheus prometheus, String serviceLabel) {
        this.prometheus = prometheus;
        this.serviceLabel = serviceLabel;
    }

    /**
     * The current error of {@code metric}, or nothing.
     *
     * @throws IOException if Prometheus does not answer, or rejects the name
     */
    Optional<Cause> wrong(Expectations.Metric metric) throws IOException {
        Set<String> labels = new LinkedHashSet<>(metric.labels());
        labels.add(serviceLabel);
        JsonNode series = query("group by (" + String.join(", ", labels) + ") (" + metric.name() + ")");
        Set<String> having = new TreeSet<>();
        Set<String> absent = new TreeSet<>();
        series.forEach(one -> {
            having.add(one.path("metric").path(serviceLabel).asText());
            metric.labels().stream()
                    .filter(label -> !one.path("metric").has(label))
                    .forEach(label -> absent.add(label));
        });
        List<String> without = new ArrayList<>(metric.services());
        without.removeAll(having);
        if (series.isEmpty() || !without.isEmpty()) {
            return Optional.of(missing(metric, without));
        }
        return absent.isEmpty()
                ? Optional.empty()
                : Optional.of(new Cause(
                        "series without the label " + String.join(", ", absent),
                        "Look at its source, and at the relabelling rules of Prometheus."));
    }

    private Cause missing(Expectations.Metric metric, List<String> without) throws IOException {
        String whose = without.isEmpty() ? "" : " of " + String.join(" and ", without);
        Optional<String> target = without.isEmpty() ? Optional.empty() : down(without.getFirst());
        if (target.isPresent()) {
            return new Cause("missing" + whose + ": " + target.get(), "Look at the targets page of Prometheus.");
        }
        String of = without.isEmpty() ? ".+" : without.getFirst();
        Set<String> names = new TreeSet<>();
        query("group by (__name__) ({" + serviceLabel + "=~\"" + of + "\"})")
                .forEach(series ->
                        names.add(series.path("metric").path("__name__").asText()));
        return nearest(metric.name(), names)
                .map(near -> new Cause(
                        "missing" + whose + ": the nearest existing name is " + near,
                        "If it was renamed, dashboards and alerts that read " + metric.name() + " are empty now."))
                .orElseGet(() -> new Cause(
                        "missing" + whose
                                + (names.isEmpty() ? ", as is any other metric" : ", and no similar name exists"),
                        "Is it emitted before the first request? Is its target scraped?"));
    }

    /** The reason why {@code service} cannot be scraped, if it cannot. */
    private Optional<String> down(String service) throws IOException {
        for (JsonNode target : prometheus.data("targets?state=active").path("activeTargets")) {
            if (target.path("labels").path(serviceLabel).asText().equals(service)
                    && target.path("health").asText().equals("down")) {
                return Optional.of("Prometheus cannot scrape " + service + ": "
                        + target.path("lastError").asText());
            }
        }
        return Optional.empty();
    }

    private JsonNode query(String promql) throws IOException {
        return prometheus.data("query?query=" + Http.encode(promql)).path("result");
    }

    /** The one of {@code names} with the fewest changes to {@code name}, if these are at most half of its letters. */
    private static Optional<String> nearest(String name, Collection<String> names) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        return names.stream()
                .min(Comparator.<String>comparingInt(other -> distance.apply(name, other))
                        .thenComparing(other -> other))
                .filter(other -> distance.apply(name, other) * 2 <= name.length());
    }
}
