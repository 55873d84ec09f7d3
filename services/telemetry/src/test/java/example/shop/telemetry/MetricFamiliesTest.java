package example.shop.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.Summary;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricFamiliesTest {

    private static final long START = 1_000_000_000L;
    private static final Map<String, String> TRACE =
            Map.of("trace_id", "0af7651916cd43dd8448eb211c80319c", "span_id", "b7ad6b7169203331");

    private final CollectorRegistry registry = new CollectorRegistry();

    @Test
    void counterIsAMonotonicSumWithItsExemplarAndSinceWhenItCounts() {
        Counter.build("orders", "Orders")
                .labelNames("outcome")
                .register(registry)
                .labels("placed")
                .incWithExemplar(3, TRACE);
        MetricData metric = metric("orders");
        assertThat(metric.getDoubleSumData().isMonotonic()).isTrue();
        assertThat(metric.getDoubleSumData().getPoints()).singleElement().satisfies(point -> {
            assertThat(point.getValue()).isEqualTo(3);
            assertThat(point.getAttributes())
                    .isEqualTo(Attributes.builder().put("outcome", "placed").build());
            assertThat(point.getStartEpochNanos()).isGreaterThan(START);
            assertThat(point.getExemplars()).singleElement().satisfies(exemplar -> assertThat(
                            exemplar.getSpanContext().getTraceId())
                    .isEqualTo(TRACE.get("trace_id")));
        });
    }

    /** A Prometheus bucket counts values up to its bound, an OTLP bucket values between two bounds. */
    @Test
    void histogramHasBoundsCountsSumAndExemplars() {
        Histogram histogram =
                Histogram.build("wait_seconds", "Wait").buckets(0.1, 1).register(registry);
        histogram.observe(0.05);
        histogram.observe(0.5);
        histogram.observeWithExemplar(0.6, TRACE);
        histogram.observe(7);
        assertThat(metric("wait_seconds").getHistogramData().getPoints())
                .singleElement()
                .satisfies(point -> {
                    assertThat(point.getBoundaries()).containsExactly(0.1, 1.0);
                    assertThat(point.getCounts()).containsExactly(1L, 2L, 1L);
                    assertThat(point.getCount()).isEqualTo(4);
                    assertThat(point.getSum()).isEqualTo(8.15);
                    assertThat(point.getExemplars()).hasSize(1);
                });
    }

    @Test
    void gaugeAndSummaryKeepTheirValues() {
        Gauge.build("memory_bytes", "Memory").register(registry).set(12);
        Summary summary =
                Summary.build("pause_seconds", "Pause").quantile(0.5, 0.01).register(registry);
        summary.observe(2);
        assertThat(metric("memory_bytes").getDoubleGaugeData().getPoints())
                .singleElement()
                .satisfies(point -> assertThat(point.getValue()).isEqualTo(12));
        assertThat(metric("pause_seconds").getSummaryData().getPoints())
                .singleElement()
                .satisfies(point -> {
                    assertThat(point.getCount()).isEqualTo(1);
                    assertThat(point.getSum()).isEqualTo(2);
                    assertThat(point.getValues()).singleElement().satisfies(value -> assertThat(value.getQuantile())
                            .isEqualTo(0.5));
                });
    }

    private MetricData metric(String name) {
        return new MetricFamilies(START)
                .of(registry.metricFamilySamples(), Resource.empty()).stream()
                        .filter(metric -> metric.getName().equals(name))
                        .findFirst()
                        .orElseThrow();
    }
}
