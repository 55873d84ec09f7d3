package example.shop.lab.process;

import example.shop.lab.component.Component;
import example.shop.signals.FatalException;
import example.shop.signals.Poll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts and stops components, and knows which of them run. */
public final class Processes {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final Path records;

    /** @param home the lab's folder, with its records */
    public Processes(Path home) {
        this.records = home.resolve("run");
    }

    /** The names of the components that this lab has started and not stopped, the last one first. */
    public List<String> recorded() {
        return ProcessRecord.names(records);
    }

    /** The process of {@code component}, if this lab started it and it lives. */
    public Optional<ProcessHandle> running(String component) {
        return record(component).find();
    }

    /** True if {@code component} runs with another command than now: from another build, or on another runtime. */
    public boolean runsOtherwise(Component component) {
        return running(component.name())
                .flatMap(Processes::command)
                .map(command -> !command.equals(component.command()))
                .orElse(false);
    }

    private static Optional<List<String>> command(ProcessHandle process) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
            return Optional.of(List.of(line.split("\0")));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** The last lines of {@code component}, if this lab started it and it has ended by itself since. */
    public Optional<String> died(Component component) {
        ProcessRecord record = record(component.name());
        return record.exists() && record.find().isEmpty()
                ? Optional.of(component.name() + " has died. " + lastLines(component, 0))
                : Optional.empty();
    }

    /** The last lines of all {@code components} that have died; empty if none has. */
    public String reportOnDead(List<Component> components) {
        return components.stream()
                .flatMap(component -> died(component).stream())
                .collect(Collectors.joining("\n"));
    }

    /** Starts {@code component} and waits until it is ready. */
    public void start(Component component) {
        try {
            component.prepare().run();
            Files.createDirectories(component.log().getParent());
            long logStart = Files.exists(component.log()) ? Files.size(component.log()) : 0;
            ProcessBuilder builder = new ProcessBuilder(inSessionOfItsOwn(component.command()))
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(component.log().toFile()));
            builder.environment().putAll(component.environment());
            ProcessHandle process = builder.start().toHandle();
            record(component.name()).remember(process, component.stopSignal());
            awaitReady(component, process, logStart);
        } catch (IOException e) {
            throw new FatalException(component.name() + " cannot be started", e);
        }
    }

    /** Waits until {@code component}, started before, is ready. */
    public void awaitReady(Component component) {
        running(component.name()).ifPresent(process -> awaitReady(component, process, 0));
    }

    /**
     * Stops {@code component} with the recorded signal, and kills it if it has not stopped within a minute: a JVM that
     * records an AOT cache writes it when it stops.
     */
    public String stop(String component) {
        ProcessRecord record = record(component);
        Optional<ProcessHandle> process = record.find();
        boolean ended = process.map(handle -> stop(handle, record.stopSignal())).orElse(true);
        record.forget();
        if (process.isEmpty()) {
            return "was not running";
        }
        return ended ? "stopped" : "killed: it did not stop within " + STOP_LIMIT.toSeconds() + " s";
    }

    private static boolean stop(ProcessHandle process, String signal) {
        boolean sent = Command.firstLine("kill", "-" + signal, Long.toString(process.pid()))
                .isPresent();
        if (!sent) {
            process.destroy();
        }
        if (awaitEnd(process)) {
            return true;
        }
        process.destroyForcibly();
        awaitEnd(process);
        return false;
    }

    private static boolean awaitEnd(ProcessHandle process) {
        return Poll.until(STOP_LIMIT, () -> ProcessRecord.hasEnded(process) ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    private void awaitReady(Component component, ProcessHandle process, long logStart) {
        Poll.Outcome<Boolean> ready = Poll.until(component.readyWithin(), () -> {
            if (ProcessRecord.hasEnded(process)) {
                throw new FatalException(
                        component.name() + " ended while it started. " + lastLines(component, logStart));
            }
            return component.asked().ask();
        });
        ready.orElseThrow(() -> new FatalException(component.name() + " runs but was not ready within "
                + component.readyWithin().toSeconds() + " s: "
                + ready.failure().map(Component::inWords).orElse("no answer") + ". "
                + lastLines(component, logStart)));
    }

    private static String lastLines(Component component, long logStart) {
        return "Last lines of " + component.log() + ":\n" + LogTail.of(component.log(), logStart);
    }

    /** A closing terminal, or Ctrl-C in a later command, must not reach the lab's processes. */
    private static List<String> inSessionOfItsOwn(List<String> command) {
        return Stream.concat(Stream.of("setsid"), command.stream()).toList();
    }

    private ProcessRecord record(String component) {
        return new ProcessRecord(records, component);
    }
}
