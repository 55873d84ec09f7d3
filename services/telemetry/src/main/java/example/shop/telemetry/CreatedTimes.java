package example.shop.telemetry;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.Collector.Type;
import io.prometheus.client.CollectorRegistry;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reports when each counter, histogram and summary began to count, as OpenMetrics' {@code _created}. Prometheus stores
 * a 0 at that time ({@code created-timestamp-zero-ingestion}). So the first events of a series count as an increase,
 * and a restart shows even if the counter is past its former value.
 *
 * <p>Micrometer does not know when a series began. It cannot be before the last scrape without the series, so this
 * class reports the time of that scrape; for series of the first scrape, the start of the service.
 */
@Singleton
class CreatedTimes extends CollectorRegistry {

    private static final Set<Type> COUNTING = Set.of(Type.COUNTER, Type.HISTOGRAM, Type.SUMMARY);
    private static final String SUFFIX = "_created";

    private final Map<Series, Double> created = new ConcurrentHashMap<>();
    private double lastScrape = now();

    /** A series of a family; for a histogram or summary, all its samples without {@code le} or {@code quantile}. */
    private record Series(String family, List<String> labelNames, List<String> labelValues) {

        static Series of(String family, Sample sample) {
            List<String> names = new ArrayList<>(sample.labelNames);
            List<String> values = new ArrayList<>(sample.labelValues);
            for (String bound : List.of("le", "quantile")) {
                int index = names.indexOf(bound);
                if (index >= 0) {
                    names.remove(index);
                    values.remove(index);
                }
            }
            return new Series(family, names, values);
        }
    }

    CreatedTimes() {
        super(true);
    }

    @Override
    public synchronized Enumeration<MetricFamilySamples> metricFamilySamples() {
        double previous = lastScrape;
        lastScrape = now();
        List<MetricFamilySamples> families = new ArrayList<>();
        for (MetricFamilySamples family : Collections.list(super.metricFamilySamples())) {
            families.add(COUNTING.contains(family.type) ? dated(family, previous) : family);
        }
        return Collections.enumeration(families);
    }

    /** The time of a series must follow its samples directly: Prometheus looks no further than the next series. */
    private MetricFamilySamples dated(MetricFamilySamples family, double previous) {
        Map<Series, List<Sample>> bySeries = new LinkedHashMap<>();
        for (Sample sample : family.samples) {
            bySeries.computeIfAbsent(Series.of(family.name, sample), ignored -> new ArrayList<>())
                    .add(sample);
        }
        bySeries.forEach((series, samples) -> samples.add(new Sample(
                family.name + SUFFIX,
                series.labelNames(),
                series.labelValues(),
                created.computeIfAbsent(series, ignored -> previous))));
        List<Sample> samples =
                bySeries.values().stream().flatMap(Collection::stream).toList();
        return new MetricFamilySamples(family.name, family.unit, family.type, family.help, samples);
    }

    private static double now() {
        return System.currentTimeMillis() / 1000.0;
    }
}
