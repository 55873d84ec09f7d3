package example.shop.lab.build;

import example.shop.lab.Progress;
import example.shop.lab.Settings;
import example.shop.lab.process.Command;
import example.shop.lab.process.Directories;
import example.shop.lab.process.Exclusive;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Pages for a browser, or a server of such pages, that a script makes once from pinned sources of Go's, npm's or Maven's
 * registry. A digest of the script's folder names the result in the cache, so a changed pin causes a new build.
 *
 * @param name of the result
 * @param folder the folder in the project with the script {@code build} and its pins; the script gets an empty folder for
 *     the result and one to work in
 * @param more other files that decide the result
 */
public record PageBuild(String name, String folder, List<String> more) {

    /** The server of dashboards, {@code perses}, and its {@code plugins}. */
    public static final PageBuild PERSES = new PageBuild("perses", "infra/perses/distribution", List.of());

    /** Prometheus' own page, which the module with its server lacks. */
    public static final PageBuild PROMETHEUS = new PageBuild(
            "prometheus-pages", "infra/prometheus/pages", List.of("infra/prometheus/distribution/go.mod"));

    /** The server and the pages of traces, {@code zipkin-server.jar}. */
    public static final PageBuild ZIPKIN = new PageBuild("zipkin", "infra/zipkin/distribution", List.of());

    public static final List<PageBuild> ALL = List.of(ZIPKIN, PROMETHEUS, PERSES);

    /** The folder of the result, once it is built. */
    public Path result(Settings settings) {
        List<Path> inputs = Stream.concat(
                        Directories.files(settings.project().resolve(folder)).stream(),
                        more.stream().map(settings.project()::resolve))
                .toList();
        return settings.cache().resolve(name + "-" + Digest.of(inputs, ""));
    }

    public boolean isBuilt(Settings settings) {
        return Files.isDirectory(result(settings));
    }

    /** Builds the result, unless it exists. */
    public String build(Settings settings, Progress progress) {
        Path result = result(settings);
        if (isBuilt(settings)) {
            return "built before";
        }
        new Exclusive(settings.cache().resolve(name + "-build.lock"))
                .await(
                        () -> progress.say("Another process builds " + name + "; waiting for it."),
                        () -> buildAlone(settings, progress, result));
        return "built, " + Directories.bytes(result) / 1_000_000 + " MB";
    }

    private void buildAlone(Settings settings, Progress progress, Path result) {
        if (isBuilt(settings)) {
            return;
        }
        // What an interrupted build left is found, and deleted, because the name is always the same.
        Path work = settings.cache().resolve(name + "-build");
        try {
            Directories.delete(work);
            Path fresh = Files.createDirectories(work.resolve("result"));
            Path scratch = Files.createDirectories(work.resolve("work"));
            run(settings, progress, fresh, scratch);
            Files.move(fresh, result, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new FatalException(name + " cannot be built in " + work, e);
        } finally {
            deleteQuietly(work);
        }
    }

    /** The next build deletes what stays. */
    private static void deleteQuietly(Path folder) {
        try {
            Directories.delete(folder);
        } catch (IOException stays) {
            System.err.println("What a build left cannot be deleted: " + stays.getMessage());
        }
    }

    private void run(Settings settings, Progress progress, Path result, Path work) {
        AtomicReference<String> stage = new AtomicReference<>("");
        ScheduledExecutorService clock =
                Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
        // Some stages print nothing for minutes.
        clock.scheduleAtFixedRate(() -> progress.heartbeat("build " + name, stage.get()), 1, 1, TimeUnit.SECONDS);
        try {
            run(
                    settings,
                    line -> {
                        if (line.startsWith(name + ": ")) {
                            stage.set(line.substring(name.length() + 2));
                        }
                    },
                    result,
                    work);
        } finally {
            clock.shutdownNow();
        }
    }

    private void run(Settings settings, Consumer<String> watcher, Path result, Path work) {
        Command.run(
                "The build of " + name,
                settings.project(),
                Map.of("JAVA_HOME", System.getProperty("java.home"), "PATH", pathWithGo()),
                settings.log("build-" + name),
                watcher,
                List.of(
                        settings.project().resolve(folder).resolve("build").toString(),
                        result.toString(),
                        work.toString()));
    }

    /** The lab also finds a Go that is not on the PATH. */
    private static String pathWithGo() {
        String path = System.getenv().getOrDefault("PATH", "");
        return GoTool.compiler().map(go -> go.getParent() + ":" + path).orElse(path);
    }
}
