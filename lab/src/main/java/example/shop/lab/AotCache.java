package example.shop.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The AOT cache of one service on the JVM (JEP 483, 515). A run without one writes down what it loaded and how often it ran it
 * when it stops; from that the JVM makes the cache, and every later run begins with it.
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

    /** The command that starts the service: with the cache, or, where there is none, recording for one. */
    List<String> command() {
        // A cache that does not fit the JVM or the jars is an error, not a reason to start slowly.
        return Files.exists(cache)
                ? java("-XX:AOTMode=on", "-XX:AOTCache=" + cache)
                : java("-XX:AOTMode=record", "-XX:AOTConfiguration=" + recording);
    }

    boolean isToBeMade() {
        return Files.exists(recording) && !Files.exists(cache);
    }

    /**
     * Makes the cache of what was recorded. A recording that the JVM cannot read, because whoever wrote it was killed, is deleted,
     * and the next run records another.
     *
     * @return what it took; nothing where the recording was of no use
     */
    Optional<Command.Effort> make(String service, Progress progress) {
        Path fresh = cache.resolveSibling("app.aot." + ProcessHandle.current().pid());
        try {
            Command.Effort effort = Command.run(
                    "making the AOT cache of " + service,
                    jar.getParent(),
                    Map.of(),
                    settings.log("aot-cache-" + service),
                    line -> {},
                    java("-XX:AOTMode=create", "-XX:AOTConfiguration=" + recording, "-XX:AOTCache=" + fresh));
            // Whole or not at all: a start with half a cache would fail.
            Files.move(fresh, cache, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(recording);
            return Optional.of(effort);
        } catch (LabException unusable) {
            progress.say("The next run of " + service + " records anew. " + unusable.getMessage());
            forget();
            return Optional.empty();
        } catch (IOException e) {
            throw new LabException("The AOT cache of " + service + " cannot be kept as " + cache, e);
        }
    }

    /** Deletes the cache and what was recorded for it. */
    void forget() {
        try {
            Files.deleteIfExists(cache);
            Files.deleteIfExists(recording);
        } catch (IOException e) {
            throw new LabException(cache + " cannot be deleted", e);
        }
    }

    /** Bytes; 0 where there is none. */
    long size() {
        return cache.toFile().length();
    }

    private List<String> java(String... options) {
        List<String> command = new ArrayList<>(List.of(Command.java(), "@" + settings.infra("apps/jvm.options")));
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }
}
