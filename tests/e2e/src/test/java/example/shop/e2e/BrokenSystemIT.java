package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.lab.Port;
import example.shop.lab.Settings;
import example.shop.signals.ProjectFolder;
import example.shop.signals.TraceParent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The checks after a deployment on a broken lab: they name each fault within a minute. */
@Tag("lab")
@Tag("broken")
class BrokenSystemIT {

    private static final String SETUP = "validate-otel-setup.sh";
    private static final String TRACES = "check-traces.sh";
    private static final String METRICS = "validate-metrics.sh";

    private static final Settings LAB = Settings.from(ProjectFolder.around(Path.of("")), System.getenv());
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String USERS_READY = Stack.management(Stack.USERS) + "/health/ready";

    /** Ample for a trace in the lab. One test takes the default deadline. */
    private static final String[] SOON = {"--deadline", "6s"};

    /** The lab is as before: the other tests continue with it. */
    @AfterAll
    static void everythingPassesAgain() throws Exception {
        Await.until(LIMIT, SETUP + " passes", () -> Script.run(SETUP), run -> run.exitCode() == 0);
    }

    @Test
    void collectorIsStopped() throws Exception {
        try (Altered collector = Altered.stopped("otel-collector", System.getenv("COLLECTOR_HEALTH_URL"))) {
            List<Script> runs = fail(List.of(TRACES, SETUP), SOON);
            assertThat(runs).allSatisfy(run -> assertThat(run.output())
                    .contains("nothing answers at " + authority(Port.COLLECTOR_HEALTH), "reached Jaeger"));
        }
    }

    @Test
    void serviceSendsItsSpansElsewhere() throws Exception {
        try (Altered users = Altered.stopped("users", USERS_READY)) {
            users.start(Map.of("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"));
            assertThat(fail(List.of(TRACES), SOON).getFirst().output())
                    .contains("gateway and products have sent spans, users has not", "OTEL_EXPORTER_OTLP_ENDPOINT");
        }
    }

    @Test
    void usersIsDown() throws Exception {
        try (Altered users = Altered.stopped("users", USERS_READY)) {
            assertThat(fail(List.of(SETUP, TRACES))).allSatisfy(run -> assertThat(run.output())
                    .contains("users at " + Stack.management(Stack.USERS) + " does not answer"));
        }
    }

    @Test
    void propagationIsCut() throws Exception {
        try (Proxy proxy = Proxy.dropping(Stack.USERS, "traceparent", "tracestate");
                Altered products = Altered.stopped("products", Stack.management(Stack.PRODUCTS) + "/health/ready")) {
            products.start(Map.of("QUARKUS_REST_CLIENT_USERS_URL", proxy.url()));
            assertThat(fail(List.of(TRACES), SOON).getFirst().output())
                    .contains(
                            "users has spans, but not in this trace: traceparent was lost between products and users");
        }
    }

    /** As in a library's update: the service is healthy, and its request counter has another name. */
    @Test
    void metricIsRenamed() throws Exception {
        String port = Integer.toString(Proxy.freePort());
        try (Altered users = Altered.stopped("users", USERS_READY);
                Proxy proxy = Proxy.changing(
                        LAB.port(LAB.service("users").management()),
                        "http://127.0.0.1:" + port,
                        text -> text.replace("http_requests_total", "http_server_requests_total"))) {
            users.start(Map.of("MANAGEMENT_PORT", port));
            // It counts the requests to it.
            Stack.get(TraceParent.random(), Stack.USERS + "/api/users/1");
            Await.until(
                    LIMIT, "no series of the old name", () -> Metrics.query("http_requests_total{service=\"users\"}")
                            .isEmpty());
            Metrics.await("http_server_requests_total{service=\"users\"}");
            assertThat(fail(List.of(METRICS), SOON).getFirst().output())
                    .contains("metric http_requests_total: missing of users", "http_server_requests_total");
        }
    }

    @Test
    void lokiIsDown() throws Exception {
        try (Altered loki = Altered.stopped("loki", Stack.LOKI_URL + "/ready")) {
            assertThat(fail(List.of(TRACES, SETUP), SOON)).allSatisfy(run -> assertThat(run.output())
                    .contains("Loki at " + Stack.LOKI_URL + " does not answer"));
        }
    }

    /** The output of each of {@code scripts}, which run at the same time, on a broken system. */
    private static List<Script> fail(List<String> scripts, String... arguments) throws Exception {
        List<Future<Script>> running = new ArrayList<>();
        List<Script> runs = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            scripts.forEach(script -> running.add(threads.submit(() -> Script.run(script, arguments))));
            for (Future<Script> future : running) {
                runs.add(future.get());
            }
        }
        for (Script run : runs) {
            System.out.println(run.took().toMillis() / 1000.0 + " s:\n" + run.output());
            assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
            assertThat(run.took()).as(run.output()).isLessThan(LIMIT);
        }
        return runs;
    }

    private static String authority(Port port) {
        return LAB.url(port).replace("http://", "");
    }
}
