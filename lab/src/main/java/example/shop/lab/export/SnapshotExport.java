package example.shop.lab.export;

import example.shop.lab.process.Directories;
import example.shop.signals.FatalException;
import example.shop.signals.Prometheus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Makes Prometheus write a snapshot of all its data, and moves it out of Prometheus' folder. */
final class SnapshotExport {

    /** Empty, as a snapshot has no write-ahead log; without the folder promtool reads no block. */
    private static final String WRITE_AHEAD_LOG = "wal";

    private final Prometheus prometheus;
    private final Path data;

    /** @param data Prometheus' own folder, on this machine: a snapshot is not available over HTTP */
    SnapshotExport(Prometheus prometheus, Path data) {
        this.prometheus = prometheus;
        this.data = data;
    }

    /**
     * Moves a new snapshot to {@code target}, which does not exist yet.
     *
     * @return the number of blocks
     * @throws IOException if Prometheus does not answer, or its snapshot is not on this machine
     * @throws FatalException if {@code target} cannot be written
     */
    long write(Path target) throws IOException {
        Path snapshot = data.resolve("snapshots").resolve(prometheus.snapshot());
        if (!Files.isDirectory(snapshot)) {
            throw new IOException("Prometheus wrote its snapshot, but not to " + snapshot + " on this machine");
        }
        try {
            // A copy: the target may be on another disk, and a move would leave Prometheus' own files under two names.
            Directories.replace(snapshot, target);
            Files.createDirectory(target.resolve(WRITE_AHEAD_LOG));
        } catch (IOException e) {
            throw new FatalException(
                    target + " cannot be written. Make room, or choose another place: make export" + " EXPORT=<folder>",
                    e);
        } finally {
            Directories.delete(snapshot);
        }
        try (Stream<Path> blocks = Files.list(target)) {
            return blocks.filter(block -> !block.endsWith(WRITE_AHEAD_LOG)).count();
        }
    }
}
