package example.shop.lab.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The memory of a process and its descendants, from the kernel: Postgres has one process per connection. */
public final class ResidentMemory {

    private ResidentMemory() {}

    /**
     * In kilobytes. Each process counts for its share of shared memory, so that the total counts it once. If the kernel does
     * not report the share, the same as {@link #of}.
     */
    public static long shareOf(ProcessHandle process) {
        return tree(process)
                .mapToLong(one -> kilobytes(one, "smaps_rollup", "Pss:").orElseGet(() -> resident(one)))
                .sum();
    }

    /** In kilobytes; shared memory counts for each process. Cheaper to read. */
    public static long of(ProcessHandle process) {
        return tree(process).mapToLong(ResidentMemory::resident).sum();
    }

    private static Stream<ProcessHandle> tree(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants());
    }

    private static long resident(ProcessHandle process) {
        return kilobytes(process, "status", "VmRSS:").orElse(0L);
    }

    private static Optional<Long> kilobytes(ProcessHandle process, String file, String field) {
        Path path = Path.of("/proc", Long.toString(process.pid()), file);
        try (Stream<String> lines = Files.lines(path)) {
            return lines.filter(line -> line.startsWith(field))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }
}
