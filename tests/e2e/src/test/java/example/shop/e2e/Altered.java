package example.shop.e2e;

import example.shop.lab.component.Component;
import example.shop.lab.process.Processes;
import example.shop.signals.Http;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A component of the lab that is stopped, or runs with other settings than the lab's, until it is closed. */
final class Altered implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Processes LAB =
            new Processes(LabCommand.PROJECT.resolve(System.getenv().getOrDefault("LAB_HOME", ".lab")));

    private final Component before;

    private Altered(Component before) {
        this.before = before;
    }

    /** Stops {@code component}, which is ready again when {@code ready} answers 200. */
    static Altered stopped(String component, String ready) throws IOException {
        Altered altered = running(component, ready);
        LAB.stop(component);
        return altered;
    }

    /** {@code component} as it runs, unaltered. */
    static Altered running(String component, String ready) throws IOException {
        Path process = Path.of(
                "/proc", Long.toString(LAB.running(component).orElseThrow().pid()));
        Map<String, String> environment = new HashMap<>();
        for (String variable : read(process.resolve("environ"))) {
            environment.put(variable.replaceFirst("(?s)=.*", ""), variable.replaceFirst("[^=]*=", ""));
        }
        return new Altered(new Component(
                component,
                read(process.resolve("cmdline")),
                environment,
                List.of(),
                () -> Http.get(URI.create(ready)).statusCode() == 200,
                START,
                Stack.LOGS.resolve(component + ".log"),
                "TERM",
                () -> {}));
    }

    /** A second process of the component, under another name, with more in its environment; ready when {@code ready} answers 200. */
    Altered twin(String name, String ready, Map<String, String> more) {
        Altered twin = new Altered(new Component(
                name,
                before.command(),
                before.environment(),
                before.ports(),
                () -> Http.get(URI.create(ready)).statusCode() == 200,
                before.readyWithin(),
                Stack.LOGS.resolve(name + ".log"),
                before.stopSignal(),
                before.prepare()));
        return twin.start(more);
    }

    /** Ends it for good. */
    void stop() {
        LAB.stop(before.name());
    }

    /** Ends it as a crash does. */
    void kill() {
        ProcessHandle process = LAB.running(before.name()).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        LAB.stop(before.name());
    }

    /** Starts it with additions to the environment that the lab gives it. */
    Altered start(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(before.environment());
        environment.putAll(more);
        LAB.start(new Component(
                before.name(),
                before.command(),
                environment,
                before.ports(),
                before.ready(),
                before.readyWithin(),
                before.log(),
                before.stopSignal(),
                before.prepare()));
        return this;
    }

    /** Restores it as the lab started it. */
    @Override
    public void close() {
        LAB.stop(before.name());
        LAB.start(before);
    }

    private static List<String> read(Path file) throws IOException {
        return List.of(Files.readString(file).split("\0"));
    }
}
