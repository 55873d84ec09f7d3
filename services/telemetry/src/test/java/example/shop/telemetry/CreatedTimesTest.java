package example.shop.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.Collector.Type;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CreatedTimesTest {

    private final List<MetricFamilySamples> families = new ArrayList<>();
    private final CreatedTimes registry = new CreatedTimes();

    CreatedTimesTest() {
        registry.register(new Collector() {
            @Override
            public List<MetricFamilySamples> collect() {
                return families;
            }
        });
    }

    @Test
    void seriesOfTheFirstScrapeCountSinceTheStart() throws IOException {
        double before = seconds();
        CreatedTimes started = new CreatedTimes();
        double after = seconds();
        started.register(new Collector() {
            @Override
            public List<MetricFamilySamples> collect() {
                return List.of(family(Type.COUNTER, sample("errors_total", "503")));
            }
        });
        assertThat(value(text(started), "errors_created{status=\"503\"}")).isBetween(before, after);
    }

    @Test
    void seriesThatIsNewCountsSinceTheScrapeBefore() throws IOException {
        families.add(family(Type.COUNTER, sample("errors_total", "500")));
        double first = value(text(registry), "errors_created{status=\"500\"}");
        double before = seconds();
        text(registry);
        double after = seconds();
        families.set(0, family(Type.COUNTER, sample("errors_total", "500"), sample("errors_total", "503")));
        String text = text(registry);
        assertThat(value(text, "errors_created{status=\"503\"}")).isBetween(before, after);
        assertThat(value(text, "errors_created{status=\"500\"}")).isEqualTo(first);
        assertThat(value(text(registry), "errors_created{status=\"503\"}")).isBetween(before, after);
    }

    @Test
    void timeFollowsTheSamplesOfItsOwnSeries() throws IOException {
        families.add(family(
                Type.HISTOGRAM,
                bucket("500", "1"),
                bucket("500", "+Inf"),
                sample("errors_count", "500"),
                bucket("503", "1"),
                bucket("503", "+Inf"),
                sample("errors_count", "503")));
        assertThat(text(registry).lines().filter(line -> !line.startsWith("#")).map(line -> line.split(" ")[0]))
                .containsExactly(
                        "errors_bucket{status=\"500\",le=\"1\"}",
                        "errors_bucket{status=\"500\",le=\"+Inf\"}",
                        "errors_count{status=\"500\"}",
                        "errors_created{status=\"500\"}",
                        "errors_bucket{status=\"503\",le=\"1\"}",
                        "errors_bucket{status=\"503\",le=\"+Inf\"}",
                        "errors_count{status=\"503\"}",
                        "errors_created{status=\"503\"}");
    }

    @Test
    void gaugeHasNoTime() throws IOException {
        families.add(family(Type.GAUGE, sample("errors", "500")));
        assertThat(text(registry)).doesNotContain("_created");
    }

    private static MetricFamilySamples family(Type type, Sample... samples) {
        return new MetricFamilySamples("errors", type, "for a test", List.of(samples));
    }

    private static Sample sample(String name, String status) {
        return new Sample(name, List.of("status"), List.of(status), 1);
    }

    private static Sample bucket(String status, String bound) {
        return new Sample("errors_bucket", List.of("status", "le"), List.of(status, bound), 1);
    }

    private static String text(CreatedTimes registry) throws IOException {
        StringWriter text = new StringWriter();
        TextFormat.writeOpenMetrics100(text, registry.metricFamilySamples());
        return text.toString();
    }

    private static double value(String text, String series) {
        return text.lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(series + " is not in\n" + text));
    }

    private static double seconds() {
        return System.currentTimeMillis() / 1000.0;
    }
}
