package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.signals.Http;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Prometheus counts the first events of a series, all before its first scrape. */
class NewSeriesIT {

    private static final int EVENTS = 60;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Several scrapes long: the count is right at all times, not only just after a scrape. */
    private static final Duration WATCHED = Duration.ofSeconds(40);

    /** A service younger than two minutes is too young for an estimate within 5 %: a scrape is more of its age. */
    private static final String OLD_ENOUGH = "process_uptime_seconds{service=\"users\"} > 130";

    private static final String RECORDED = "service:http_request_errors:ratio_rate5m{service=\"users\"}";
    private static final String SHARE =
            "sum(increase(http_requests_total{service=\"users\",status=~\"5..\"}[5m] anchored))"
                    + " / sum(increase(http_requests_total{service=\"users\"}[5m] anchored))";

    @Test
    void firstErrorsOfARouteAreAnIncreaseWithinFivePercent() throws Exception {
        String series =
                "http_requests_total{service=\"users\",method=\"DELETE\",route=\"/api/users/{id}\",status=\"500\"}";
        Metrics.await(OLD_ENOUGH);
        assertThat(Metrics.await(series).at("/0/value/1").asDouble(-1))
                .as("served before the first error, as 0")
                .isZero();
        try (Switch failing = Switch.on(Stack.USERS, "error-rate", "{\"share\":1}")) {
            assertThat(send("DELETE", Stack.USERS + "/api/users/999999")).isEqualTo(500);
        }
        awaitCounted(series);
        watch(() -> {
            assertThat(Metrics.sum("increase(" + series + "[5m])")).isCloseTo(EVENTS, Percentage.withPercentage(5));
            assertThat(Metrics.sum("increase(" + series + "[5m] anchored)")).isEqualTo(EVENTS);
        });
        // The rules' share against the counters at the same time: earlier requests leave the five minutes.
        Await.until(LIMIT, "the recorded share of errors matches the counters", () -> {
            double share = Metrics.sum(SHARE, Metrics.sum("timestamp(" + RECORDED + ")"));
            return share > 0 && Math.abs(Metrics.sum(RECORDED) - share) < share / 20;
        });
    }

    /** A method outside every API document has no earlier series, because nothing promises an answer. */
    @Test
    void firstEventsOfAnUndocumentedSeriesAreAnIncrease() throws Exception {
        String method = methodThatNobodyHasSent();
        send(method, Stack.PRODUCTS + "/api/products");
        String series = seriesOf(method);
        awaitCounted(series);
        watch(() ->
                assertThat(Metrics.sum("increase(" + series + "[5m] anchored)")).isCloseTo(EVENTS, Offset.offset(0.0)));
        assertThat(Metrics.sum("increase(" + series + "[5m])")).isPositive();
    }

    /** Other tests send some of them. */
    private static String methodThatNobodyHasSent() throws IOException {
        for (String method : List.of("OPTIONS", "TRACE", "HEAD")) {
            if (Metrics.query(seriesOf(method)).isEmpty()) {
                return method;
            }
        }
        throw new AssertionError("products has a series of each of these methods already");
    }

    private static String seriesOf(String method) {
        return "http_requests_total{service=\"products\",method=\"" + method + "\"}";
    }

    /** The status of all {@link #EVENTS} answers. */
    private static int send(String method, String url) throws IOException {
        Set<Integer> statuses = new TreeSet<>();
        for (int i = 0; i < EVENTS; i++) {
            statuses.add(Http.send(
                            HttpRequest.newBuilder(URI.create(url)).method(method, HttpRequest.BodyPublishers.noBody()))
                    .statusCode());
        }
        assertThat(statuses).hasSize(1);
        return statuses.iterator().next();
    }

    private static void awaitCounted(String series) {
        Await.until(LIMIT, EVENTS + " events in " + series, () -> Metrics.sum(series) == EVENTS);
    }

    private interface Check {
        void now() throws IOException;
    }

    private static void watch(Check check) {
        long end = System.nanoTime() + WATCHED.toNanos();
        Await.until(WATCHED.plusSeconds(20), "Prometheus could be watched for " + WATCHED, () -> {
            check.now();
            return System.nanoTime() > end;
        });
    }
}
