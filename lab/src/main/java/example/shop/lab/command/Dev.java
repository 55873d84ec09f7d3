package example.shop.lab.command;

import example.shop.lab.Progress;
import example.shop.lab.Settings;
import example.shop.lab.component.Component;
import example.shop.lab.process.Processes;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Replaces a packaged service of the running lab by one in Quarkus' development mode, which compiles changed sources at the
 * next request. It has the same ports, database, peers and collector. The packaged one comes back when this ends.
 */
public final class Dev {

    /** The first time Maven downloads what only development needs. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(10);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

    /** What runs at the service's ports. */
    private enum State {
        PACKAGED,
        CHANGING,
        STARTING,
        IN_DEVELOPMENT
    }

    private final Settings settings;
    private final Processes processes;
    private final Progress progress;
    private final Component packaged;
    private final Component inDevelopment;
    private final Consumer<Runnable> alone;
    private final Consumer<Runnable> inTurn;
    private volatile State state = State.PACKAGED;
    private volatile boolean isInterrupted;
    private long pid;

    /**
     * @param packaged the service as the lab runs it
     * @param alone runs a change of the lab's processes, and refuses while another command makes one
     * @param inTurn runs a change of the lab's processes after those of other commands
     */
    public Dev(
            Settings settings,
            Processes processes,
            Progress progress,
            Component packaged,
            Consumer<Runnable> alone,
            Consumer<Runnable> inTurn) {
        this(settings, processes, progress, packaged, inDevelopment(settings, packaged), alone, inTurn);
    }

    Dev(
            Settings settings,
            Processes processes,
            Progress progress,
            Component packaged,
            Component inDevelopment,
            Consumer<Runnable> alone,
            Consumer<Runnable> inTurn) {
        this.settings = settings;
        this.processes = processes;
        this.progress = progress;
        this.packaged = packaged;
        this.inDevelopment = inDevelopment;
        this.alone = alone;
        this.inTurn = inTurn;
    }

    /**
     * Returns when the process in development has ended, because of a signal to this one or because of another command.
     *
     * @throws FatalException if it does not start; the packaged one runs again then
     */
    public void run() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::interrupted));
        replace();
        if (state != State.IN_DEVELOPMENT) {
            return;
        }
        progress.say("\n" + packaged.name() + " is in development mode: edit services/" + packaged.name()
                + ", then send a" + " request.");
        packaged.ports().stream()
                .limit(1)
                .map(settings::url)
                .forEach(api -> progress.say("  " + api + "/dev-ui        continuous tests, configuration, beans\n  "
                        + api + "/swagger-ui    every route"));
        progress.say("Ctrl-C ends it and starts the packaged service again.\n");
        follow();
        restore();
    }

    /** Ctrl-C may come at any time, also while Maven still compiles. */
    void interrupted() {
        isInterrupted = true;
        try {
            while (state == State.STARTING) {
                // Ends what the other thread waits for.
                processes.running(packaged.name()).ifPresent(ProcessHandle::destroy);
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
            restore();
        } catch (FatalException failure) {
            System.err.println(failure.getMessage());
        }
    }

    private synchronized void replace() {
        alone.accept(() -> {
            state = State.CHANGING;
            if (isInterrupted) {
                state = State.PACKAGED;
                return;
            }
            try {
                progress.step("stop " + packaged.name(), () -> processes.stop(packaged.name()));
                new Preflight(settings, processes).awaitPorts(packaged);
                progress.step("start development mode", this::startInDevelopment);
                pid = processes.running(packaged.name()).map(ProcessHandle::pid).orElse(0L);
                state = State.IN_DEVELOPMENT;
            } catch (FatalException failure) {
                state = State.CHANGING;
                try {
                    startPackaged();
                } catch (FatalException another) {
                    failure.addSuppressed(another);
                }
                throw failure;
            }
        });
    }

    private String startInDevelopment() {
        state = State.STARTING;
        if (isInterrupted) {
            throw new FatalException("Development mode was not started: interrupted.");
        }
        processes.start(inDevelopment);
        return "ready";
    }

    /** Once, whichever thread is first; the other waits until it is done. */
    private synchronized void restore() {
        if (state != State.IN_DEVELOPMENT) {
            return;
        }
        inTurn.accept(() -> {
            if (isOurs()) {
                startPackaged();
            } else {
                state = State.PACKAGED;
                progress.say(packaged.name() + " was stopped by another command, and is not started again.");
            }
        });
    }

    private boolean isOurs() {
        return processes
                        .running(packaged.name())
                        .map(process -> process.pid() == pid)
                        .orElse(false)
                || processes.died(inDevelopment).isPresent();
    }

    private void startPackaged() {
        progress.step("stop development mode", () -> processes.stop(packaged.name()));
        new Preflight(settings, processes).awaitPorts(packaged);
        progress.step("start " + packaged.name(), () -> {
            processes.start(packaged);
            return "ready, packaged";
        });
        state = State.PACKAGED;
    }

    /** Prints what the service writes, until it ends. */
    private void follow() {
        try {
            long from = Files.size(inDevelopment.log()) + 1;
            new ProcessBuilder(
                            "tail",
                            "--pid=" + pid,
                            "--follow",
                            "--bytes=+" + from,
                            inDevelopment.log().toString())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new FatalException("The output of " + packaged.name() + " cannot be shown", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Component inDevelopment(Settings settings, Component packaged) {
        List<String> command = List.of(
                settings.project().resolve("mvnw").toString(),
                "--batch-mode",
                "--no-transfer-progress",
                "--file",
                settings.project().resolve("pom.xml").toString(),
                "--projects",
                "services/" + packaged.name(),
                "--also-make",
                "quarkus:dev",
                "-Ddebug=false",
                "-Djvm.args=-Xmx512m",
                "-Dquarkus.analytics.disabled=true");
        Map<String, String> environment = new HashMap<>(packaged.environment());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        return new Component(
                packaged.name(),
                command,
                environment,
                packaged.ports(),
                packaged.ready(),
                READY_WITHIN,
                packaged.log(),
                packaged.stopSignal(),
                () -> {});
    }
}
