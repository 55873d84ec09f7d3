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

    public RedWindow(Endpoint prometheus) {
        this.prometheus = new Prometheus(prometheus.url(), prometheus.headers(), Endpoint.LIMIT);
    }

    /**
     * By service, for those present {@code before} or now.
     *
     * @throws UncheckedIOException if Prometheus does not answer
     */
    public List<RedChange> changes(Instant now, Duration before) {
        List<Callable<Map<String, Double>>> questions = new ArrayList<>();
        for (Instant at : List.of(now.minus(before), now)) {
            for (String promql : List.of(RATE, ERRORS, P95)) {
                questions.add(() -> values(promql, at));
            }
        }
        List<Map<String, Double>> values = Parallel.all(questions);
        Map<String, RedFigures> then = figures(values.subList(0, 3));
        Map<String, RedFigures> today = figures(values.subList(3, 6));
        RedFigures none = new RedFigures(Double.NaN, Double.NaN, Double.NaN);
        Set<String> services = new TreeSet<>(then.keySet());
        services.addAll(today.keySet());
        return services.stream()
                .map(service ->
                        new RedChange(service, then.getOrDefault(service, none), today.getOrDefault(service, none)))
                .toList();
    }

    /** @param values rate, error share and 95th percentile, each by service */
    private static Map<String, RedFigures> figures(List<Map<String, Double>> values) {
        Map<String, RedFigures> figures = new HashMap<>();
        values.get(0)
                .forEach((service, rate) -> figures.put(
                        service,
                        new RedFigures(
                                rate,
                                values.get(1).getOrDefault(service, Double.NaN),
                                values.get(2).getOrDefault(service, Double.NaN))));
        return figures;
    }

    private Map<String, Double> values(String promql, Instant at) {
        Map<String, Double> values = new HashMap<>();
        try {
            for (JsonNode series : prometheus
                    .data("query?time=" + at.getEpochSecond() + "&query=" + Http.encode(promql))
                    .path("result")) {
                values.put(
                        series.path("metric").path("service").asText(),
                        series.path("value").path(1).asDouble(Double.NaN));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return values;
    }
}
