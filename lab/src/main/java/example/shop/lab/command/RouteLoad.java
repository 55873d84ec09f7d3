package example.shop.lab.command;

import example.shop.signals.Prometheus;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The load of a service's route over the five minutes before a time.
 *
 * @param requests a second
 * @param failed the share of answers with a status of 5xx
 * @param p95 the 95th percentile of the request duration, in seconds
 */
record RouteLoad(String service, String route, OptionalDouble requests, OptionalDouble failed, OptionalDouble p95) {

    /** Queries like the recording rules of {@code alerts/}, for one route. */
    static RouteLoad ask(Prometheus prometheus, String service, String route, Instant at) throws IOException {
        String labels = "service=" + quoted(service) + ",route=" + quoted(route);
        String all = "sum(rate(http_requests_total{" + labels + "}[5m]))";
        String failed = "sum(rate(http_requests_total{" + labels + ",status=~\"5..\"}[5m]))";
        String buckets = "sum by (le) (rate(http_request_duration_seconds_bucket{" + labels + "}[5m]))";
        return new RouteLoad(
                service,
                route,
                prometheus.value(all, at),
                prometheus.value("(" + failed + " or 0 * " + all + ") / (" + all + " > 0)", at),
                prometheus.value("histogram_quantile(0.95, " + buckets + ") >= 0", at));
    }

    @Override
    public String toString() {
        String name = String.format("%-9s %-32s ", service, route);
        if (requests.isEmpty()) {
            return name + "unknown: fewer than two scrapes so far";
        }
        if (requests.getAsDouble() == 0) {
            return name + "too few requests to say: a series shows a rate from its second scrape on";
        }
        return name
                + String.format(
                        Locale.ROOT,
                        "%6.2f requests/s  %s 5xx  P95 %s",
                        requests.getAsDouble(),
                        number(failed, 100, "%5.1f %%"),
                        number(p95, 1000, "%7.1f ms"));
    }

    private static String number(OptionalDouble value, double scale, String format) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble() * scale) : "-";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
