package example.shop.telemetry;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Exposes {@code http_requests_total{method,route,status}} as a view of the request timer's histogram. The histogram's
 * count is the number of requests, and its newest exemplar is the counter's. A request is observed once, so the two
 * never disagree.
 *
 * <p>Each documented answer is exported as 0 before it first occurs: {@code increase} over it is then exact to the
 * requests between two scrapes. Any other series begins with {@link CreatedTimes}.
 */
@Singleton
class RequestCounter extends Collector implements Collector.Describable {

    private static final String FAMILY = "http_requests";
    private static final String HISTOGRAM = "http_request_duration_seconds";
    private static final String HELP = "HTTP requests answered, by method, route template and status";

    private static final List<String> LABELS = List.of("method", "route", "status");

    private final CollectorRegistry registry;
    private final DocumentedAnswers documented;
    private final boolean enabled;
    private List<List<String>> atStart;

    RequestCounter(
            PrometheusMeterRegistry registry,
            DocumentedAnswers documented,
            @ConfigProperty(name = "shop.metrics.enabled") boolean enabled) {
        this.registry = registry.getPrometheusRegistry();
        this.documented = documented;
        this.enabled = enabled;
    }

    void register(@Observes StartupEvent event) {
        atStart = documented.labels();
        if (enabled) {
            registry.register(this);
        }
    }

    @Override
    public List<MetricFamilySamples> collect() {
        List<MetricFamilySamples.Sample> samples = new ArrayList<>();
        var families = registry.filteredMetricFamilySamples(Set.of(HISTOGRAM + "_bucket", HISTOGRAM + "_count"));
        for (MetricFamilySamples family : Collections.list(families)) {
            MetricFamilySamples.Sample newest = null;
            for (MetricFamilySamples.Sample sample : family.samples) {
                if (sample.name.endsWith("_count")) {
                    samples.add(new MetricFamilySamples.Sample(
                            FAMILY + "_total",
                            sample.labelNames,
                            sample.labelValues,
                            sample.value,
                            newest == null ? sample.exemplar : newest.exemplar));
                    newest = null;
                } else if (isNewer(sample, newest)) {
                    newest = sample;
                }
            }
        }
        addZeros(samples);
        return List.of(new MetricFamilySamples(FAMILY, Type.COUNTER, HELP, samples));
    }

    private void addZeros(List<MetricFamilySamples.Sample> samples) {
        Set<List<String>> counted = new HashSet<>();
        samples.forEach(sample -> counted.add(LABELS.stream()
                .map(label -> sample.labelValues.get(sample.labelNames.indexOf(label)))
                .toList()));
        for (List<String> labels : atStart) {
            if (!counted.contains(labels)) {
                samples.add(new MetricFamilySamples.Sample(FAMILY + "_total", LABELS, labels, 0));
            }
        }
    }

    @Override
    public List<MetricFamilySamples> describe() {
        return List.of(new MetricFamilySamples(FAMILY, Type.COUNTER, HELP, List.of()));
    }

    private static boolean isNewer(MetricFamilySamples.Sample sample, MetricFamilySamples.Sample newest) {
        return sample.exemplar != null
                && (newest == null || sample.exemplar.getTimestampMs() > newest.exemplar.getTimestampMs());
    }
}
