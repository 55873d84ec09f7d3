package example.shop.compare;

import example.shop.lab.Port;
import example.shop.lab.Settings;
import example.shop.lab.component.EnvironmentFile;
import example.shop.lab.component.Postgres;
import example.shop.lab.process.Processes;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A Postgres and peers that never change, and services beside them. A service has the first core to itself; everything else,
 * the measuring process too, has the second.
 */
final class Bench implements AutoCloseable {

    private static final List<String> ON_THE_FIRST_CORE =
            List.of("taskset", "--cpu-list", Integer.toString(Cores.SERVICE));
    /** A JVM that writes its AOT cache when it stops takes longest. */
    private static final Duration STOP = Duration.ofSeconds(120);

    private final Settings settings;
    private final Processes processes;
    private final Postgres postgres;
    private final StubPeers peers;
    private final Builds builds;
    private final List<Running> running = new CopyOnWriteArrayList<>();
    /** An interrupted run leaves nothing behind. */
    private final Thread whenInterrupted = new Thread(this::stopAll);

    /**
     * A started service and its ports.
     *
     * @param management the port of its probes
     * @param begin {@link System#nanoTime()} just before its program was executed
     */
    record Running(Subject subject, Process process, int port, int management, long begin) {

        String url(String path) {
            return "http://127.0.0.1:" + port + path;
        }
    }

    /** @param builds of the services that are started here */
    Bench(Settings settings, Builds builds) throws IOException {
        this.settings = settings;
        this.builds = builds;
        this.processes = new Processes(settings.home());
        this.postgres = new Postgres(settings);
        this.peers = StubPeers.start();
        Runtime.getRuntime().addShutdownHook(whenInterrupted);
        postgres.prepare();
        if (processes.running("postgres").isEmpty()) {
            processes.start(postgres.component());
        }
        postgres.createDatabases();
    }

    /** Starts {@code subject} and returns at once. */
    Running start(Subject subject) {
        int port = freePort();
        int management = freePort();
        Map<String, String> environment =
                EnvironmentFile.read(settings.infra("apps/apps.env"), Map.of("ENVIRONMENT", "compare"));
        environment.put("SERVICE_HOST", "127.0.0.1");
        environment.put("SERVICE_PORT", Integer.toString(port));
        environment.put("MANAGEMENT_HOST", "127.0.0.1");
        environment.put("MANAGEMENT_PORT", Integer.toString(management));
        environment.put("DB_HOST", "127.0.0.1");
        environment.put("DB_PORT", Integer.toString(settings.port(Port.POSTGRES)));
        environment.put("DB_PASSWORD", postgres.password(subject.service()));
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", peers.url());
        for (String peer : settings.service(subject.service()).environment().keySet()) {
            environment.put(peer, peers.url());
        }
        environment.put("QUARKUS_OTEL_SDK_DISABLED", Boolean.toString(!subject.telemetry()));
        environment.put("METRICS_ENABLED", Boolean.toString(subject.telemetry()));
        List<String> command = new ArrayList<>(ON_THE_FIRST_CORE);
        command.addAll(builds.of(subject.runtime()).command(subject.service()));
        try {
            Path log = settings.log(
                    "compare-" + subject.service() + "-" + subject.runtime().label());
            Files.createDirectories(log.getParent());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            // Drops the caller's own settings, such as JAVA_TOOL_OPTIONS.
            builder.environment().keySet().retainAll(Set.of("PATH", "HOME"));
            builder.environment().putAll(environment);
            long begin = System.nanoTime();
            Running started = new Running(subject, builder.start(), port, management, begin);
            running.add(started);
            return started;
        } catch (IOException e) {
            throw new FatalException(subject + " cannot be started", e);
        }
    }

    /** Asks the service to stop and waits until it has. */
    void stop(Running service) {
        service.process().destroy();
        try {
            if (!service.process().waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                service.process().destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.remove(service);
    }

    @Override
    public void close() {
        stopAll();
        Runtime.getRuntime().removeShutdownHook(whenInterrupted);
    }

    private void stopAll() {
        running.forEach(service -> service.process().destroy());
        running.forEach(this::stop);
        processes.stop("postgres");
        peers.close();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new FatalException("No free port", e);
        }
    }
}
