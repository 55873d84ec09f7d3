package example.shop.checks;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.lab.Http;
import example.shop.lab.Prometheus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Rate, errors and duration of every service, each over the five minutes before a time. */
final class RedWindow {

    private static final String RATE = "sum by (service) (rate(http_requests_total[5m]))";
    private static final String ERRORS =
            "(sum by (service) (rate(http_requests_total{status=~\"5..\"}[5m])) or 0 * " + RATE + ") / " + RATE;
    private static final String P95 =
            "histogram_quantile(0.95, sum by (service, le) (rate(http_request_duration_seconds_bucket[5m])))";

    private final Prometheus prometheus;

    RedWindow(Endpoint prometheus) {
        this.prometheus = new Prometheus(prometheus.url(), prometheus.headers());
    }

    /**
     * By service, of those that were there {@code before} or are now.
     *
     * @throws IOException where Prometheus does not answer
     */
    List<RedChange> changes(Instant now, Duration before) throws IOException {
        Map<String, RedFigures> then = figures(now.minus(before));
        Map<String, RedFigures> today = figures(now);
        RedFigures none = new RedFigures(Double.NaN, Double.NaN, Double.NaN);
        Set<String> services = new TreeSet<>(then.keySet());
        services.addAll(today.keySet());
        return services.stream()
                .map(service ->
                        new RedChange(service, then.getOrDefault(service, none), today.getOrDefault(service, none)))
                .toList();
    }

    private Map<String, RedFigures> figures(Instant at) throws IOException {
        Map<String, Double> rates = values(RATE, at);
        Map<String, Double> errors = values(ERRORS, at);
        Map<String, Double> p95 = values(P95, at);
        Map<String, RedFigures> figures = new HashMap<>();
        rates.forEach((service, rate) -> figures.put(
                service,
                new RedFigures(rate, errors.getOrDefault(service, Double.NaN), p95.getOrDefault(service, Double.NaN))));
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
