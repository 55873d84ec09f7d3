package example.shop.telemetry;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Exposes {@code http_requests_total{method,route,status}} as a view of the request timer's histogram: its count is the
 * number of requests, and its newest exemplar the counter's. A request is observed once, so the two never disagree.
 */
@Singleton
class RequestCounter extends Collector implements Collector.Describable {

    private static final String FAMILY = "http_requests";
    private static final String HISTOGRAM = "http_request_duration_seconds";
    private static final String HELP = "HTTP requests answered, by method, route template and status";

    private final CollectorRegistry registry;

    RequestCounter(PrometheusMeterRegistry registry) {
        this.registry = registry.getPrometheusRegistry();
    }

    void register(@Observes StartupEvent event) {
        registry.register(this);
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
        return List.of(new MetricFamilySamples(FAMILY, Type.COUNTER, HELP, samples));
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
