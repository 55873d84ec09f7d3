package example.shop.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The processes that this lab started, by a record on disk of each: its id and when it started. A process id alone may
 * belong to somebody else by now; together with the start they name one process, and the lab touches no other.
 */
final class Processes {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration CLOCK_DRIFT = Duration.ofSeconds(2);

    private final Path records;

    Processes(Path home) {
        this.records = home.resolve("run");
    }

    /** The process of {@code component}, if it lives. */
    Optional<ProcessHandle> running(String component) {
        Path record = record(component);
        if (!Files.exists(record)) {
            return Optional.empty();
        }
        try {
            String[] parts = Files.readString(record).strip().split(" ");
            Instant started = Instant.ofEpochMilli(Long.parseLong(parts[1]));
            return ProcessHandle.of(Long.parseLong(parts[0]))
                    .filter(process -> startedAt(process, started))
                    .filter(process -> !hasEnded(process));
        } catch (IOException | RuntimeException e) {
            throw new LabException(
                    "The process record " + record + " cannot be read: delete it, and stop " + component
                            + " by hand if it runs",
                    e);
        }
    }

    /** Starts {@code component} and waits until it is ready. */
    void start(Component component) {
        try {
            Files.createDirectories(records);
            Files.createDirectories(component.log().getParent());
            long logStart = Files.exists(component.log()) ? Files.size(component.log()) : 0;
            ProcessBuilder builder = new ProcessBuilder(inSessionOfItsOwn(component.command()))
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(component.log().toFile()));
            builder.environment().putAll(component.environment());
            Process process = builder.start();
            remember(component.name(), process.toHandle());
            awaitReady(component, process.toHandle(), logStart);
        } catch (IOException e) {
            throw new LabException(component.name() + " cannot be started", e);
        }
    }

    /** Asks {@code component} to stop, and kills it where it does not within twenty seconds. */
    String stop(Component component) {
        Optional<ProcessHandle> process = running(component.name());
        if (process.isEmpty()) {
            forget(component.name());
            return "was not running";
        }
        ProcessHandle handle = process.get();
        signal(handle, component.stopSignal());
        boolean ended = awaitEnd(handle);
        if (!ended) {
            handle.destroyForcibly();
            awaitEnd(handle);
        }
        forget(component.name());
        return ended ? "stopped" : "killed: it did not stop within " + STOP_LIMIT.toSeconds() + " s";
    }

    /** Waits until {@code component}, which was started before, is ready. */
    void awaitReady(Component component) {
        running(component.name()).ifPresent(process -> awaitReady(component, process, 0));
    }

    private void awaitReady(Component component, ProcessHandle process, long logStart) {
        Optional<Boolean> ready = Poll.until(component.readyWithin(), () -> {
            if (hasEnded(process)) {
                throw new LabException(component.name() + " ended while it started. " + lastLines(component, logStart));
            }
            return component.ready().ask() ? Optional.of(true) : Optional.empty();
        });
        if (ready.isEmpty()) {
            throw new LabException(component.name() + " runs but was not ready within "
                    + component.readyWithin().toSeconds() + " s. " + lastLines(component, logStart));
        }
    }

    private static String lastLines(Component component, long logStart) {
        return "Last lines of " + component.log() + ":\n" + LogTail.of(component.log(), logStart);
    }

    private static boolean awaitEnd(ProcessHandle process) {
        return Poll.until(STOP_LIMIT, () -> hasEnded(process) ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    /** A process that has ended stays listed, as a zombie, until its parent has asked for its exit code. */
    private static boolean hasEnded(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("Z");
        } catch (IOException gone) {
            return !process.isAlive();
        }
    }

    /** A terminal that closes, or Ctrl-C in a later command, must not reach the lab's processes. */
    private static List<String> inSessionOfItsOwn(List<String> command) {
        List<String> detached = new ArrayList<>();
        detached.add("setsid");
        detached.addAll(command);
        return detached;
    }

    private static void signal(ProcessHandle process, String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            kill.waitFor(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void remember(String component, ProcessHandle process) throws IOException {
        long started = process.info().startInstant().orElse(Instant.now()).toEpochMilli();
        Files.writeString(
                record(component),
                process.pid() + " " + started + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
    }

    private void forget(String component) {
        try {
            Files.deleteIfExists(record(component));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path record(String component) {
        return records.resolve(component + ".pid");
    }

    private static boolean startedAt(ProcessHandle process, Instant expected) {
        return process.info()
                .startInstant()
                .map(start -> Duration.between(start, expected).abs().compareTo(CLOCK_DRIFT) <= 0)
                .orElse(false);
    }
}
