package example.shop.e2e;

import example.shop.lab.Port;
import example.shop.lab.Settings;
import example.shop.lab.component.Component;
import example.shop.lab.component.GuardComponent;
import example.shop.lab.component.LogComponents;
import example.shop.lab.process.Processes;
import example.shop.signals.Loki;
import example.shop.signals.ProjectFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Loki and the log agent alone, with the project's configuration, on free ports, with data and a folder of logs of their own. */
final class LogPair implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Set<Integer> TAKEN = new HashSet<>();

    private final Settings settings;
    private final Processes processes;
    private final Component loki;
    private final Component agent;

    private LogPair(Settings settings) {
        this.settings = settings;
        this.processes = new Processes(settings.home());
        this.loki = new LogComponents(settings).loki();
        this.agent = new LogComponents(settings).agent();
    }

    /** Starts both in {@code home}, a new folder. */
    static LogPair start(Path home) throws IOException {
        Path project = ProjectFolder.around(Path.of(""));
        Path cache = Settings.from(project, System.getenv()).cache();
        LogPair pair = new LogPair(new Settings(project, home, cache, freePorts(), List.of()));
        Files.createDirectories(pair.log("any").getParent());
        try {
            pair.startLoki();
            pair.startAgent();
            return pair;
        } catch (RuntimeException failure) {
            pair.close();
            throw failure;
        }
    }

    /** The file that the agent reads as the output of {@code container}. */
    Path log(String container) {
        return settings.log(container);
    }

    Loki loki() {
        return new Loki(new GuardComponent(settings).loki());
    }

    ProcessHandle agent() {
        return processes.running(agent.name()).orElseThrow();
    }

    ProcessHandle lokiProcess() {
        return processes.running(loki.name()).orElseThrow();
    }

    void startLoki() {
        processes.start(loki);
    }

    void startAgent() {
        processes.start(agent);
    }

    void stopLoki() {
        processes.stop(loki.name());
    }

    void stopAgent() {
        processes.stop(agent.name());
    }

    void killLoki() {
        kill(lokiProcess());
    }

    void killAgent() {
        kill(agent());
    }

    @Override
    public void close() {
        stopAgent();
        stopLoki();
    }

    private void kill(ProcessHandle process) {
        process.destroyForcibly();
        Await.until(LIMIT, "the end of " + process, () -> !process.isAlive());
    }

    /**
     * Below the kernel's range for outgoing connections, and above the lab's ports: a port is released while its process is
     * down. No other pair of this run has them, because several start at once.
     */
    private static synchronized Map<Port, Integer> freePorts() {
        Map<Port, Integer> ports = new HashMap<>();
        for (Port port : List.of(Port.LOKI_OWN, Port.LOKI_GRPC, Port.LOG_AGENT_HEALTH, Port.LOG_AGENT_METRICS)) {
            int number = new Random()
                    .ints(29_000, 32_000)
                    .filter(candidate -> isFree(candidate) && TAKEN.add(candidate))
                    .findFirst()
                    .orElseThrow();
            ports.put(port, number);
        }
        return ports;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
