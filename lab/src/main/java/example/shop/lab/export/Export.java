package example.shop.lab.export;

import example.shop.lab.Progress;
import example.shop.lab.Settings;
import example.shop.lab.Settings.Port;
import example.shop.lab.process.Directories;
import example.shop.signals.FatalException;
import example.shop.signals.Loki;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the traces and log lines of the last hour, and a snapshot of all metrics, to a folder that can be moved elsewhere.
 */
public final class Export {

    private static final Duration TIME = Duration.ofHours(1);
    /** A trace of the shop is about 40 KB. */
    private static final int TRACES_AT_ONCE = 100;
    /** Fewer than Loki allows: a line may have 256 KB, and an answer of Loki 100 MiB. */
    private static final int LINES_AT_ONCE = 1000;

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Settings settings;
    private final Progress progress;
    private final Part metrics;
    private final List<String> failures = new ArrayList<>();
    private final List<String> summary = new ArrayList<>();

    /** An export of the lab's stores, or of those of compose, which have the same addresses. */
    public Export(Settings settings, Progress progress) {
        this(settings, progress, path -> {
            try (SnapshotServer server = new SnapshotServer(settings, progress)) {
                return new SnapshotExport(server.prometheus(), server.data()).write(path) + " blocks";
            }
        });
    }

    /** @param metrics writes a snapshot of all metrics to a folder that does not exist yet */
    public Export(Settings settings, Progress progress, Part metrics) {
        this.settings = settings;
        this.progress = progress;
        this.metrics = metrics;
    }

    /**
     * Exports to {@code chosen}, or if that is empty to a folder of the lab, named after the time. Until the export is
     * complete, the folder's name ends in {@code .partial}.
     *
     * @throws FatalException if the folder exists already or cannot be written; after the export of the other stores, if one
     *     does not answer
     */
    public void run(String chosen) {
        Instant to = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Path folder = chosen.isBlank()
                ? settings.home().resolve("export").resolve(NAME.format(to))
                : settings.project().resolve(chosen).normalize();
        Path partial = folder.resolveSibling(folder.getFileName() + ".partial");
        create(folder, partial);
        try {
            fill(partial, to.minus(TIME), to);
            if (failures.size() == 3) {
                throw new FatalException("Nothing was exported");
            }
            Files.move(partial, folder);
        } catch (IOException e) {
            throw undone(partial, new FatalException(folder + " cannot be written", e));
        } catch (FatalException e) {
            throw undone(partial, e);
        }
        progress.say("Exported to " + folder + "; its README.txt says how to read it.");
        if (!failures.isEmpty()) {
            throw new FatalException("Incomplete: " + String.join("; ", failures) + ". 'make status' shows what runs.");
        }
    }

    private static void create(Path folder, Path partial) {
        if (Files.exists(folder)) {
            throw new FatalException(
                    folder + " exists already, and an export overwrites nothing. Choose another folder.");
        }
        try {
            Files.createDirectories(folder.getParent());
            Files.createDirectory(partial);
        } catch (FileAlreadyExistsException e) {
            throw new FatalException(partial + " is an incomplete export, running or interrupted. If no export"
                    + " runs there, delete it.");
        } catch (IOException e) {
            throw new FatalException(
                    partial + " cannot be created. Choose another place: make export EXPORT=<folder>", e);
        }
    }

    private void fill(Path folder, Instant from, Instant to) throws IOException {
        String jaeger = settings.url(Port.JAEGER_QUERY);
        Loki loki = new Loki(settings.url(Port.LOKI));
        part("traces", folder.resolve("traces.json"), path -> {
            try (ExportFile file = new ExportFile(path)) {
                return new TraceExport(jaeger, TRACES_AT_ONCE, progress).write(from, to, file) + " traces";
            }
        });
        part("lines", folder.resolve("logs.jsonl"), path -> {
            try (ExportFile file = new ExportFile(path)) {
                return new LineExport(loki, LINES_AT_ONCE, progress).write(from, to, file) + " lines";
            }
        });
        part("metrics", folder.resolve("prometheus"), metrics);
        try (ExportFile file = new ExportFile(folder.resolve("README.txt"))) {
            file.write("""
                    Traces and log lines from %s to %s, and all metrics of Prometheus at that time.

                    %s

                    traces.json  Jaeger's page, if it has one: Search, Upload, this file; or: jq '.data[] | .traceID' traces.json
                    logs.jsonl   one object per line: jq -r '[.timestamp, .labels.container, .text] | @tsv' logs.jsonl
                    prometheus/  promtool tsdb dump --match='up' prometheus; or a Prometheus with --storage.tsdb.path=prometheus
                                 and --storage.tsdb.retention.time=10y, or it deletes old data
                    """.formatted(from, to, String.join("\n", summary)));
        }
    }

    /** Writes one signal. */
    @FunctionalInterface
    interface Part {
        /** Writes to {@code path} and returns the amount. */
        String write(Path path) throws IOException;
    }

    private void part(String what, Path path, Part part) {
        progress.step("export " + what, () -> {
            String result;
            try {
                result = part.write(path) + ", " + size(path) + ", " + path.getFileName();
            } catch (IOException e) {
                failures.add(what + " are missing, " + e);
                result = "missing: " + e;
                delete(path);
            }
            summary.add(what + ": " + result);
            return result;
        });
    }

    private FatalException undone(Path partial, FatalException reason) {
        delete(partial);
        String all =
                Stream.concat(Stream.of(reason.getMessage()), failures.stream()).collect(Collectors.joining("; "));
        return new FatalException(all);
    }

    private static void delete(Path path) {
        try {
            Directories.delete(path);
        } catch (IOException e) {
            throw new FatalException(path + " is an incomplete export and cannot be deleted", e);
        }
    }

    /** For example {@code 5.6 MB}. */
    private static String size(Path path) throws IOException {
        try (Stream<Path> tree = Files.walk(path)) {
            long bytes = tree.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
            return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
        }
    }
}
