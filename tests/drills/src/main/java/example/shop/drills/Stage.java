package example.shop.drills;

import example.shop.lab.Port;
import example.shop.lab.Settings;
import example.shop.lab.component.AlertingConfiguration;
import example.shop.lab.component.GuardComponent;
import example.shop.lab.process.Processes;
import example.shop.signals.Http;
import example.shop.signals.Poll;
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

/** The running lab, and the actions of a drill on it. */
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
        return service("gateway");
    }

    String products() {
        return service("products");
    }

    String users() {
        return service("users");
    }

    String service(String name) {
        return settings.url(settings.service(name).port());
    }

    /** Base of probes, metrics and faults of the service at {@code address}. */
    private String management(String address) {
        return settings.services().stream()
                .filter(service -> settings.url(service.port()).equals(address))
                .map(service -> settings.url(service.management()))
                .findFirst()
                .orElseThrow();
    }

    /** Sends steady requests in place of the current ones. */
    void traffic(int perSecond, String url) {
        silence();
        traffic = new Traffic(perSecond, () -> Http.get(URI.create(url)));
    }

    /** Sends steady checkouts with {@code card} in place of the current requests. */
    void checkouts(int perSecond, String card) {
        silence();
        String body = "{\"userId\":1,\"productId\":1,\"quantity\":1,\"payment\":{\"card\":\"" + card + "\"}}";
        traffic = new Traffic(perSecond, () -> Http.post(URI.create(gateway() + "/api/checkout"), Map.of(), body));
    }

    void silence() {
        if (traffic != null) {
            traffic.close();
            traffic = null;
        }
    }

    /** Switches a fault on at the service at {@code address}. */
    void fault(String address, String name, String json) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(management(address) + "/faults/" + name))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json));
        require(Http.send(request), 200);
    }

    void noFaults(String address) throws IOException {
        require(
                Http.send(HttpRequest.newBuilder(URI.create(management(address) + "/faults"))
                        .DELETE()),
                204);
    }

    /** Makes the stand-in for the webhook refuse every message, or accept them again. */
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

    /** Gives Alertmanager an invalid file. */
    void breakAlertmanager() throws IOException {
        Files.writeString(settings.home().resolve("config/alertmanager/alertmanager.yaml"), "route: [none]\n");
        signal("HUP", "alertmanager");
    }

    /** Gives Alertmanager back the file that leads to the stand-ins. */
    void mendAlertmanager() {
        AlertingConfiguration configuration = new AlertingConfiguration(settings);
        configuration.writeAlertmanager(standIns.environment());
        configuration.reload();
    }

    /** Replaces Loki's chunk folder with a file, and makes Loki write until {@code query} has a value. */
    void breakChunks(String query) throws IOException {
        Files.move(chunks(), saved());
        Files.writeString(chunks(), "");
        Poll.until(LIMIT, () -> {
                    require(Http.post(URI.create(new GuardComponent(settings).loki() + "/flush"), Map.of(), ""), 204);
                    return hasValue(query) ? Optional.of(true) : Optional.empty();
                })
                .orElseThrow(() -> new DrillFailed("failed writes of chunks gave no value of " + query));
    }

    void mendChunks() throws IOException {
        if (Files.isDirectory(saved())) {
            Files.deleteIfExists(chunks());
            Files.move(saved(), chunks());
        }
    }

    private Path chunks() {
        return settings.home().resolve("data/loki/chunks");
    }

    private Path saved() {
        return settings.home().resolve("data/loki/chunks-of-drill");
    }

    /** Starts stopped components with {@code environment} added; traces may be missing, and a breaker may be open. */
    void start(Map<String, String> environment) throws IOException {
        run(environment, List.of("lab/lab", "start"));
    }

    /** Starts stopped components, as {@code make up} does. */
    void up() throws IOException {
        run(List.of("lab/lab", "up"));
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
                throw new DrillFailed(batch + " batches of spans gave no value of " + query);
            }
            // Refusals are part of the drill.
            Http.post(collector, Map.of(), Spans.batch());
        }
    }

    /** Sends spans that Jaeger refuses for good as too large, until {@code query} has a value. */
    void oversize(String query) throws Exception {
        URI collector = URI.create(settings.url(Port.COLLECTOR_OTLP_HTTP) + "/v1/traces");
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!hasValue(query)) {
            if (System.nanoTime() > deadline) {
                throw new DrillFailed("spans that are too large gave no value of " + query);
            }
            // At once, so that the collector puts them into one batch.
            try (var posts = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 4; i++) {
                    posts.submit(() -> Http.post(collector, Map.of(), Spans.large()));
                }
            }
        }
    }

    /** Writes lines that Loki refuses for good, as the component {@code drill}, until {@code query} has a value. */
    void refusedLines(String query) {
        Poll.until(LIMIT, () -> {
                    Files.writeString(
                            settings.log("drill"),
                            Lines.refused(),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
                    return hasValue(query) ? Optional.of(true) : Optional.empty();
                })
                .orElseThrow(() -> new DrillFailed("lines that Loki refuses gave no value of " + query));
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
        run(Map.of(), command);
    }

    private void run(Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(settings.project().toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
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
