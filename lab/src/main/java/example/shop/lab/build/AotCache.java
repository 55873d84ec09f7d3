package example.shop.lab.build;

import example.shop.lab.Progress;
import example.shop.lab.Settings;
import example.shop.lab.process.Command;
import example.shop.lab.process.Exclusive;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The AOT cache of one service on the JVM (JEP 483, 515). A run without a cache records the code that it loaded and how
 * often it ran, and writes the recording when it stops. The JVM makes the cache from it, and every later run starts with the
 * cache.
 */
final class AotCache {

    private final Settings settings;
    private final Path jar;
    private final Path cache;
    private final Path recording;

    /** @param application the folder with the service's {@code quarkus-run.jar} */
    AotCache(Settings settings, Path application) {
        this.settings = settings;
        this.jar = application.resolve("quarkus-run.jar");
        this.cache = application.resolve("app.aot");
        this.recording = application.resolve("app.aotconf");
    }

    /** The command that starts the service: with the cache, or, if there is none, with a recording for one. */
    List<String> command() {
        // A cache that does not match the JVM or the jars is an error, not a reason to start slowly.
        return Files.exists(cache)
                ? java("-XX:AOTMode=on", "-XX:AOTCache=" + cache)
                : java("-XX:AOTMode=record", "-XX:AOTConfiguration=" + recording);
    }

    boolean isToBeMade() {
        return Files.exists(recording) && !Files.exists(cache);
    }

    /**
     * Makes the cache from the recording, once no other process does. Deletes a recording that the JVM cannot read, because
     * its process was killed; the next run records another.
     *
     * @return the effort; empty if the recording was unusable, or if another process has made the cache meanwhile
     */
    Optional<Command.Effort> make(String service, Progress progress) {
        AtomicReference<Command.Effort> effort = new AtomicReference<>();
        new Exclusive(cache.resolveSibling("app.aot.lock"))
                .await(
                        () -> progress.say("Another process makes the AOT cache of " + service + "; waiting for it."),
                        () -> {
                            if (isToBeMade()) {
                                effort.set(makeAlone(service, progress));
                            }
                        });
        return Optional.ofNullable(effort.get());
    }

    private Command.Effort makeAlone(String service, Progress progress) {
        Path fresh = cache.resolveSibling("app.aot.new");
        try {
            Command.Effort effort = create(service, fresh);
            // Atomic: a start with half a cache would fail.
            Files.move(fresh, cache, StandardCopyOption.ATOMIC_MOVE);
            return effort;
        } catch (FatalException unusable) {
            progress.say("The next run of " + service + " records again. " + unusable.getMessage());
            return null;
        } catch (IOException e) {
            throw new FatalException("The AOT cache of " + service + " cannot be kept as " + cache, e);
        } finally {
            delete(recording);
            delete(fresh);
        }
    }

    private Command.Effort create(String service, Path fresh) {
        return Command.run(
                "making the AOT cache of " + service,
                jar.getParent(),
                Map.of(),
                settings.log("aot-cache-" + service),
                line -> {},
                java("-XX:AOTMode=create", "-XX:AOTConfiguration=" + recording, "-XX:AOTCache=" + fresh));
    }

    /** Deletes the cache and its recording. */
    void forget() {
        delete(cache);
        delete(recording);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new FatalException(file + " cannot be deleted", e);
        }
    }

    private List<String> java(String... options) {
        List<String> command = new ArrayList<>(List.of(Command.java(), "@" + settings.infra("apps/jvm.options")));
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }
}
