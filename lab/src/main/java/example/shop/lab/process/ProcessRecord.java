package example.shop.lab.process;

import example.shop.signals.FatalException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The record on disk of one process that the lab started: its id, its start time, and the signal that stops it. The system
 * may reuse a process id; together with the start time it identifies one process, and the lab touches no other.
 */
final class ProcessRecord {

    private static final String ZOMBIE = "Z";
    private static final String NUMBER = "\\d{1,18}";

    private static final String EXTENSION = ".pid";

    private final Path file;

    ProcessRecord(Path folder, String component) {
        this.file = folder.resolve(component + EXTENSION);
    }

    /** The components with a record in {@code folder}, the newest record first. */
    static List<String> names(Path folder) {
        File[] files = folder.toFile().listFiles((in, name) -> name.endsWith(EXTENSION));
        return files == null
                ? List.of()
                : Stream.of(files)
                        .sorted(Comparator.comparingLong(File::lastModified).reversed())
                        .map(file -> file.getName().substring(0, file.getName().length() - EXTENSION.length()))
                        .toList();
    }

    /** True if the lab started a process and has not stopped it since; it may have ended by itself. */
    boolean exists() {
        return Files.exists(file);
    }

    /** The recorded process, if it lives. */
    Optional<ProcessHandle> find() {
        String[] parts = read();
        if (parts.length == 0) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(parts[0]))
                .filter(process -> startTicks(process).equals(Optional.of(Long.parseLong(parts[1]))))
                .filter(process -> !hasEnded(process));
    }

    /** The name of the signal that stops the recorded process. */
    String stopSignal() {
        return read()[2];
    }

    void remember(ProcessHandle process, String stopSignal) throws IOException {
        Files.createDirectories(file.getParent());
        long started = startTicks(process).orElse(0L);
        Files.writeString(file, process.pid() + " " + started + " " + stopSignal + "\n");
    }

    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new FatalException("The process record " + file + " cannot be deleted", e);
        }
    }

    /** A process that has ended stays listed, as a zombie, until its parent reads its exit code. */
    static boolean hasEnded(ProcessHandle process) {
        return stat(process).map(fields -> fields[0].equals(ZOMBIE)).orElseGet(() -> !process.isAlive());
    }

    /** Id, start and signal; empty if there is no record. */
    private String[] read() {
        if (!Files.exists(file)) {
            return new String[0];
        }
        try {
            String[] parts = Files.readString(file).strip().split(" ");
            if (parts.length == 3 && parts[0].matches(NUMBER) && parts[1].matches(NUMBER)) {
                return parts;
            }
        } catch (IOException e) {
            throw new FatalException("The process record " + file + " cannot be read. Delete it", e);
        }
        throw new FatalException("The process record " + file
                + " is damaged. Stop that process by hand if it runs, then delete the record.");
    }

    /** In clock ticks since the machine started, which no change of the clock affects. */
    private static Optional<Long> startTicks(ProcessHandle process) {
        return stat(process).map(fields -> Long.parseLong(fields[19]));
    }

    /** The fields of /proc/<pid>/stat from the third, the state, on: the second is a name that may contain spaces. */
    private static Optional<String[]> stat(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
