package example.shop.lab.process;

import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The record on disk of one process that the lab started: its id, when it started, and the signal that stops it. A process id
 * alone may belong to somebody else by now; together with the start it names one process, and the lab touches no other.
 */
final class ProcessRecord {

    private static final String ZOMBIE = "Z";
    private static final String NUMBER = "\\d{1,18}";

    private final Path file;

    ProcessRecord(Path folder, String component) {
        this.file = folder.resolve(component + ".pid");
    }

    /** True where a process was started and not stopped since; it may have ended by itself. */
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

    /** A process that has ended stays listed, as a zombie, until its parent has asked for its exit code. */
    static boolean hasEnded(ProcessHandle process) {
        return stat(process).map(fields -> fields[0].equals(ZOMBIE)).orElseGet(() -> !process.isAlive());
    }

    /** Id, start and signal; empty where there is no record. */
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

    /** In clock ticks since the machine started, which no change of the clock moves. */
    private static Optional<Long> startTicks(ProcessHandle process) {
        return stat(process).map(fields -> Long.parseLong(fields[19]));
    }

    /** The fields of /proc/<pid>/stat from the third on, the state: the second is a name that may hold blanks. */
    private static Optional<String[]> stat(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
