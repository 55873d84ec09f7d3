package example.shop.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.SummaryPointData;
import io.opentelemetry.sdk.metrics.data.ValueAtQuantile;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableGaugeData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableHistogramData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableHistogramPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableSumData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableSummaryData;
import io.opentelemetry.sdk.resources.Resource;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.exemplars.Exemplar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Converts Prometheus' metric families to OTLP. Prometheus, which ingests OTLP, converts them back to the same names,
 * labels, buckets and exemplars.
 */
final class MetricFamilies {

    private static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("example.shop.telemetry");

    private final long start;

    /** @param start when all counting began, in nanoseconds since 1970 */
    MetricFamilies(long start) {
        this.start = start;
    }

    Collection<MetricData> of(Enumeration<MetricFamilySamples> families, Resource resource) {
        long now = System.currentTimeMillis() * 1_000_000;
        List<MetricData> metrics = new ArrayList<>();
        for (MetricFamilySamples family : Collections.list(families)) {
            metrics.add(
                    switch (family.type) {
                        case COUNTER ->
                            ImmutableMetricData.createDoubleSum(
                                    resource,
                                    SCOPE,
                                    family.name,
                                    family.help,
                                    "",
                                    ImmutableSumData.create(
                                            true, AggregationTemporality.CUMULATIVE, counters(family, now)));
                        case HISTOGRAM, GAUGE_HISTOGRAM ->
                            ImmutableMetricData.createDoubleHistogram(
                                    resource,
                                    SCOPE,
                                    family.name,
                                    family.help,
                                    "",
                                    ImmutableHistogramData.create(
                                            AggregationTemporality.CUMULATIVE, histograms(family, now)));
                        case SUMMARY ->
                            ImmutableMetricData.createDoubleSummary(
                                    resource,
                                    SCOPE,
                                    family.name,
                                    family.help,
                                    "",
                                    ImmutableSummaryData.create(summaries(family, now)));
                        default ->
                            ImmutableMetricData.createDoubleGauge(
                                    resource,
                                    SCOPE,
                                    family.name,
                                    family.help,
                                    "",
                                    ImmutableGaugeData.create(gauges(family, now)));
                    });
        }
        return metrics;
    }

    private List<DoublePointData> counters(MetricFamilySamples family, long now) {
        List<DoublePointData> points = new ArrayList<>();
        series(family, "").forEach((attributes, samples) -> samples.stream()
                .filter(sample -> sample.name.endsWith("_total"))
                .map(sample -> point(sample, start(samples), now))
                .forEach(points::add));
        return points;
    }

    private List<DoublePointData> gauges(MetricFamilySamples family, long now) {
        return family.samples.stream().map(sample -> point(sample, start, now)).toList();
    }

    private static DoublePointData point(Sample sample, long start, long now) {
        return DoublePointData.create(
                start,
                now,
                attributes(sample, ""),
                sample.value,
                exemplar(sample).stream().toList());
    }

    /** When a series began to count, as {@link CreatedTimes} reports it. */
    private long start(List<Sample> series) {
        return series.stream()
                .filter(sample -> sample.name.endsWith("_created"))
                .mapToLong(sample -> (long) (sample.value * 1e9))
                .findFirst()
                .orElse(start);
    }

    private List<HistogramPointData> histograms(MetricFamilySamples family, long now) {
        List<HistogramPointData> points = new ArrayList<>();
        series(family, "le").forEach((attributes, samples) -> {
            List<Double> bounds = new ArrayList<>();
            List<Long> counts = new ArrayList<>();
            List<DoubleExemplarData> exemplars = new ArrayList<>();
            long below = 0;
            double sum = 0;
            for (Sample sample : samples) {
                if (sample.name.endsWith("_bucket")) {
                    double bound = bound(sample, "le");
                    if (!Double.isInfinite(bound)) {
                        bounds.add(bound);
                    }
                    // A Prometheus bucket counts values up to its bound, an OTLP bucket values between two bounds.
                    counts.add((long) sample.value - below);
                    below = (long) sample.value;
                    exemplar(sample).ifPresent(exemplars::add);
                } else if (sample.name.endsWith("_sum")) {
                    sum = sample.value;
                }
            }
            points.add(ImmutableHistogramPointData.create(
                    start(samples), now, attributes, sum, false, 0, false, 0, bounds, counts, exemplars));
        });
        return points;
    }

    private List<SummaryPointData> summaries(MetricFamilySamples family, long now) {
        List<SummaryPointData> points = new ArrayList<>();
        series(family, "quantile").forEach((attributes, samples) -> {
            List<ValueAtQuantile> quantiles = new ArrayList<>();
            long count = 0;
            double sum = 0;
            for (Sample sample : samples) {
                if (sample.name.endsWith("_count")) {
                    count = (long) sample.value;
                } else if (sample.name.endsWith("_sum")) {
                    sum = sample.value;
                } else if (sample.labelNames.contains("quantile")) {
                    quantiles.add(ValueAtQuantile.create(bound(sample, "quantile"), sample.value));
                }
            }
            points.add(SummaryPointData.create(start(samples), now, attributes, count, sum, quantiles));
        });
        return points;
    }

    /** The samples of each series by its labels, in the family's order. */
    private static Map<Attributes, List<Sample>> series(MetricFamilySamples family, String without) {
        Map<Attributes, List<Sample>> series = new LinkedHashMap<>();
        for (Sample sample : family.samples) {
            series.computeIfAbsent(attributes(sample, without), first -> new ArrayList<>())
                    .add(sample);
        }
        return series;
    }

    private static Attributes attributes(Sample sample, String without) {
        AttributesBuilder attributes = Attributes.builder();
        for (int i = 0; i < sample.labelNames.size(); i++) {
            if (!sample.labelNames.get(i).equals(without)) {
                attributes.put(sample.labelNames.get(i), sample.labelValues.get(i));
            }
        }
        return attributes.build();
    }

    private static double bound(Sample sample, String label) {
        String text = sample.labelValues.get(sample.labelNames.indexOf(label));
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    private static Optional<DoubleExemplarData> exemplar(Sample sample) {
        Exemplar exemplar = sample.exemplar;
        if (exemplar == null || exemplar.getTimestampMs() == null) {
            return Optional.empty();
        }
        String traceId = "";
        String spanId = "";
        for (int i = 0; i < exemplar.getNumberOfLabels(); i++) {
            switch (exemplar.getLabelName(i)) {
                case "trace_id" -> traceId = exemplar.getLabelValue(i);
                case "span_id" -> spanId = exemplar.getLabelValue(i);
                default -> {}
            }
        }
        return Optional.of(DoubleExemplarData.create(
                Attributes.empty(),
                exemplar.getTimestampMs() * 1_000_000,
                SpanContext.create(traceId, spanId, TraceFlags.getSampled(), TraceState.getDefault()),
                exemplar.getValue()));
    }
}
