package example.shop.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The record on disk of one process that the lab started: its id and when it started. A process id alone may belong to
 * somebody else by now; together with the start it names one process, and the lab touches no other.
 */
final class ProcessRecord {

    private static final Duration CLOCK_DRIFT = Duration.ofSeconds(2);

    private final Path file;

    ProcessRecord(Path folder, String component) {
        this.file = folder.resolve(component + ".pid");
    }

    /** The recorded process, if it lives. */
    Optional<ProcessHandle> find() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            String[] parts = Files.readString(file).strip().split(" ");
            Instant started = Instant.ofEpochMilli(Long.parseLong(parts[1]));
            return ProcessHandle.of(Long.parseLong(parts[0]))
                    .filter(process -> startedAt(process, started))
                    .filter(process -> !hasEnded(process));
        } catch (IOException | RuntimeException e) {
            throw new LabException(
                    "The process record " + file
                            + " cannot be read: stop that process by hand if it runs, then delete the record",
                    e);
        }
    }

    void remember(ProcessHandle process) throws IOException {
        long started = process.info().startInstant().orElse(Instant.now()).toEpochMilli();
        Files.createDirectories(file.getParent());
        Files.writeString(file, process.pid() + " " + started + "\n");
    }

    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new LabException("The process record " + file + " cannot be deleted", e);
        }
    }

    /** A process that has ended stays listed, as a zombie, until its parent has asked for its exit code. */
    static boolean hasEnded(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("Z");
        } catch (IOException gone) {
            return !process.isAlive();
        }
    }

    private static boolean startedAt(ProcessHandle process, Instant expected) {
        return process.info()
                .startInstant()
                .map(start -> Duration.between(start, expected).abs().compareTo(CLOCK_DRIFT) <= 0)
                .orElse(false);
    }
}
