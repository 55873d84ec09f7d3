package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.signals.Http;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stack survives the restart of any container, and of all, and loses no answered request. */
@Tag("compose")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestartIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /**
     * It is down for two to four seconds, and a service's exporter tries for less than one (docs/collector-pair.md): spans of that time
     * are lost, lines are not. Use the pair where that is not enough.
     */
    private static final String ONLY_COLLECTOR = "otel-collector";

    /** All long-running containers; the load is no part of the shop. */
    static List<String> services() throws Exception {
        return Compose.containers().keySet().stream()
                .filter(service -> !Compose.JOBS.contains(service) && !service.equals("load"))
                .toList();
    }

    @ParameterizedTest
    @Order(1)
    @MethodSource("services")
    void restartUnderLoadLosesNothingThatWasAnswered(String service) throws Exception {
        Instant start = Instant.now();
        List<TraceParent> answered = new ArrayList<>();
        try (Visits visits = Visits.begin()) {
            visits.awaitAnswers(20);
            Compose.run("restart", service);
            Compose.awaitHealthy(service);
            visits.awaitAnswers(20);
            answered.addAll(visits.end());
        }
        List<TraceParent> traced = answered;
        if (service.equals(ONLY_COLLECTOR)) {
            try (Visits visits = Visits.begin()) {
                visits.awaitAnswers(20);
                traced = visits.end();
            }
            answered.addAll(traced);
        }
        for (TraceParent request : traced) {
            Stack.trace(request, trace -> trace.services().size() == 3, LIMIT);
        }
        Await.until(LIMIT, "a line of each service in Loki for every request", () -> {
            for (TraceParent request : answered) {
                if (!hasItsLines(request, start)) {
                    return false;
                }
            }
            return true;
        });
    }

    @Test
    @Order(2)
    void alertOfAStoppedServiceReachesItsReceiver() throws Exception {
        Instant stopped = Instant.now();
        Compose.run("stop", "users");
        try {
            Notifications.await("ServiceDown", "users", "firing", stopped);
        } finally {
            Compose.start("users");
            Compose.awaitHealthy("users");
        }
        Notifications.await("ServiceDown", "users", "resolved", stopped);
    }

    /** A restart of one container causes no restart of another. */
    @Test
    @Order(3)
    void engineRestartedNoContainer() throws Exception {
        Compose.assertNoneWasStartedAgain(Compose.containers());
    }

    /** True where Loki has a line of each service that {@code request} went through. */
    private static boolean hasItsLines(TraceParent request, Instant since) throws IOException {
        return Stack.LOKI.linesOf(request.traceId(), since, Instant.now()).stream()
                .map(line -> line.labels().get("container"))
                .collect(Collectors.toSet())
                .containsAll(Set.of("users", "products", "gateway"));
    }

    @Test
    @Order(4)
    void downAndUpBringsEverythingBack() throws Exception {
        TraceParent parent = TraceParent.random();
        Instant before = Instant.now();
        HttpResponse<String> order = Stack.post(parent, Stack.GATEWAY + "/api/checkout", Stack.CHECKOUT);
        assertThat(order.statusCode()).isEqualTo(201);
        Stack.trace(parent, trace -> trace.services().size() == 3);
        Await.until(LIMIT, "the lines of the checkout", () -> hasItsLines(parent, before));
        Compose.run("down");
        Instant up = Instant.now();
        Compose.up();
        System.out.println("Everything was healthy after "
                + Duration.between(up, Instant.now()).toMillis() / 1000.0 + " s");
        String location = order.headers().firstValue("location").orElseThrow();
        assertThat(Http.get(URI.create(location)).body()).isEqualTo(order.body());
        assertThat(Stack.trace(parent, trace -> true).services()).hasSize(3);
        assertThat(Stack.LOKI.linesOf(parent.traceId(), before, Instant.now())).hasSizeGreaterThanOrEqualTo(3);
        JsonNode count = Metrics.query("count_over_time(up{service=\"users\"}[1h] offset 1m)");
        assertThat(count).isNotEmpty();
    }
}
