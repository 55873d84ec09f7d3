package example.shop.checks.metric;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.checks.system.Endpoint;
import example.shop.checks.system.Parallel;
import example.shop.signals.Http;
import example.shop.signals.Prometheus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** Rate, errors and duration of every service, each over the five minutes before a time. */
public final class RedWindow {

    private static final String RATE = "sum by (service) (rate(http_requests_total[5m]))";
    private static final String ERRORS =
            "(sum by (service) (rate(http_requests_total{status=~\"5..\"}[5m])) or 0 * " + RATE + ") / " + RATE;
    private static final String P95 =
            "histogram_quantile(0.95, sum by (service, le) (rate(http_request_duration_seconds_bucket[5m])))";

    private final Prometheus prometheus;

    /**
     * Rate, errors and duration of a service over some minutes.
     *
     * @param requestsPerSecond NaN if there were none
     * @param errorShare share of requests answered with a status from 500 on, 0 to 1; NaN without requests
     * @param p95Seconds 95th percentile; NaN without requests
     */
    public record Figures(double requestsPerSecond, double errorShare, double p95Seconds) {

        /** Of a service that was not there. */
        public static final Figures NONE = new Figures(Double.NaN, Double.NaN, Double.NaN);
    }

    /** The figures of a service before a deployment and now. */
    public record Change(String service, Figures before, Figures now) {}

    public RedWindow(Endpoint prometheus) {
        this.prometheus = new Prometheus(prometheus.url(), prometheus.headers(), Endpoint.LIMIT);
    }

    /**
     * By service, for those present {@code before} or now.
     *
     * @throws UncheckedIOException if Prometheus does not answer
     */
    public List<Change> changes(Instant now, Duration before) {
        List<Callable<Map<String, Double>>> questions = new ArrayList<>();
        for (Instant at : List.of(now.minus(before), now)) {
            for (String promql : List.of(RATE, ERRORS, P95)) {
                questions.add(() -> values(promql, at));
            }
        }
        List<Map<String, Double>> values = Parallel.all(questions);
        Map<String, Figures> then = figures(values.subList(0, 3));
        Map<String, Figures> today = figures(values.subList(3, 6));
        Set<String> services = new TreeSet<>(then.keySet());
        services.addAll(today.keySet());
        return services.stream()
                .map(service -> new Change(
                        service, then.getOrDefault(service, Figures.NONE), today.getOrDefault(service, Figures.NONE)))
                .toList();
    }

    /** @param values rate, error share and 95th percentile, each by service */
    private static Map<String, Figures> figures(List<Map<String, Double>> values) {
        Map<String, Figures> figures = new HashMap<>();
        values.get(0)
                .forEach((service, rate) -> figures.put(
                        service,
                        new Figures(
                                rate,
                                values.get(1).getOrDefault(service, Double.NaN),
                                values.get(2).getOrDefault(service, Double.NaN))));
        return figures;
    }

    private Map<String, Double> values(String promql, Instant at) throws IOException {
        Map<String, Double> values = new HashMap<>();
        for (JsonNode series : prometheus
                .data("query?time=" + at.getEpochSecond() + "&query=" + Http.encode(promql))
                .path("result")) {
            values.put(
                    series.path("metric").path("service").asText(),
                    series.path("value").path(1).asDouble(Double.NaN));
        }
        return values;
    }
}
