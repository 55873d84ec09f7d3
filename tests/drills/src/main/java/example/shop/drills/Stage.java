package example.shop.drills;

import example.shop.lab.Http;
import example.shop.lab.Poll;
import example.shop.lab.Processes;
import example.shop.lab.Settings;
import example.shop.lab.Settings.Port;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/** The running lab, and what a drill may do to it. */
final class Stage implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final Settings settings;
    private final Alerts alerts;
    private final StandIns standIns;
    private Traffic traffic;

    Stage(Settings settings, Alerts alerts, StandIns standIns) {
        this.standIns = standIns;
        this.settings = settings;
        this.alerts = alerts;
    }

    String gateway() {
        return settings.url(Port.GATEWAY);
    }

    String users() {
        return settings.url(Port.USERS);
    }

    /** Sends steady requests, in place of those that were sent until now. */
    void traffic(int perSecond, String url) {
        silence();
        traffic = new Traffic(perSecond, List.of(url));
    }

    void silence() {
        if (traffic != null) {
            traffic.close();
            traffic = null;
        }
    }

    /** Switches a fault on at the service at {@code address}. */
    void fault(String address, String name, String json) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + "/faults/" + name))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json));
        require(Http.send(request), 200);
    }

    void noFaults(String address) throws IOException {
        require(
                Http.send(
                        HttpRequest.newBuilder(URI.create(address + "/faults")).DELETE()),
                204);
    }

    /** Makes the stand-in for the webhook refuse every message, or take them again. */
    void refuseWebhook(boolean refuses) {
        standIns.refuseWebhook(refuses);
    }

    /** Ends a process as the kernel does when memory is short. */
    void kill(String component) {
        process(component).destroyForcibly();
    }

    /** Stops a process without ending it: it keeps its connections and answers nothing. */
    void hang(String component) throws IOException {
        signal("STOP", component);
    }

    void goOn(String component) throws IOException {
        signal("CONT", component);
    }

    /** Starts what does not run any more, as {@code make up} does. */
    void up() throws IOException {
        Path lab = settings.project().resolve("lab/target");
        run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                lab.resolve("lab.jar") + ":" + lab.resolve("lib") + "/*",
                "example.shop.lab.Lab",
                "up"));
    }

    /** Waits until {@code query} has a value. */
    void await(String query) {
        Poll.until(LIMIT, () -> hasValue(query) ? Optional.of(true) : Optional.empty())
                .orElseThrow(() ->
                        new DrillFailed("Prometheus had no value of " + query + " within " + LIMIT.toSeconds() + " s"));
    }

    /** Sends spans, a full batch with each request, until {@code query} has a value. */
    void flood(String query) throws IOException {
        URI collector = URI.create(settings.url(Port.COLLECTOR_OTLP_HTTP) + "/v1/traces");
        long deadline = System.nanoTime() + LIMIT.toNanos();
        for (int batch = 0; batch % 20 != 0 || !hasValue(query); batch++) {
            if (System.nanoTime() > deadline) {
                throw new DrillFailed(batch + " batches of spans did not give a value of " + query);
            }
            // Refusals are part of what is provoked.
            Http.post(collector, Map.of(), Spans.batch());
        }
    }

    /** Sends spans that are too large for Jaeger, which it refuses for good, until {@code query} has a value. */
    void oversize(String query) throws Exception {
        URI collector = URI.create(settings.url(Port.COLLECTOR_OTLP_HTTP) + "/v1/traces");
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!hasValue(query)) {
            if (System.nanoTime() > deadline) {
                throw new DrillFailed("spans that are too large did not give a value of " + query);
            }
            // At once, so that the collector puts them into one batch.
            try (var posts = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 4; i++) {
                    posts.submit(() -> Http.post(collector, Map.of(), Spans.large()));
                }
            }
        }
    }

    /** Prints lines that Loki refuses for good, as a component of the name {@code drill}, until {@code query} has a value. */
    void refusedLines(String query) {
        Poll.until(LIMIT, () -> {
                    Files.writeString(
                            settings.log("drill"),
                            Lines.refused(),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
                    return hasValue(query) ? Optional.of(true) : Optional.empty();
                })
                .orElseThrow(() -> new DrillFailed("lines that Loki refuses did not give a value of " + query));
    }

    private boolean hasValue(String query) throws IOException {
        return !Double.isNaN(alerts.value(query));
    }

    private ProcessHandle process(String component) {
        return new Processes(settings.home())
                .running(component)
                .orElseThrow(() -> new DrillFailed(component + " does not run"));
    }

    private void signal(String signal, String component) throws IOException {
        run(List.of("kill", "-" + signal, Long.toString(process(component).pid())));
    }

    private void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(settings.project().toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.onExit().join().exitValue() != 0) {
            throw new DrillFailed(String.join(" ", command) + " failed:\n" + output);
        }
    }

    private static void require(HttpResponse<String> answer, int status) {
        if (answer.statusCode() != status) {
            throw new DrillFailed(answer.uri() + " answered " + answer.statusCode() + " " + answer.body());
        }
    }

    @Override
    public void close() {
        silence();
    }
}
