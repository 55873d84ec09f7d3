package example.shop.compare;

import example.shop.lab.process.Command;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two cores: one for a service alone, the other for everything else; and their busy time, in the kernel's ticks.
 *
 * @param service the service's use of its core
 * @param other the busy time of the other core
 * @param at {@link System#nanoTime()} at that time
 */
record Cores(long service, long other, long at) {

    /** The kernel's USER_HZ, the same on every Linux. */
    private static final double NANOSECONDS_OF_A_TICK = 1e9 / 100;

    static final int SERVICE = 0;
    static final int OTHER = 1;

    /**
     * Shares of a core, in percent.
     *
     * @param servicePercent of its core, by the service
     * @param otherPercent of the other core, by everything but the service
     */
    record Use(double servicePercent, double otherPercent) {}

    /** Moves this process, and all that it starts from now on, to the core without services. */
    static void leaveOneToTheService() {
        String pid = Long.toString(ProcessHandle.current().pid());
        Command.firstLine("taskset", "--all-tasks", "--cpu-list", "--pid", Integer.toString(OTHER), pid)
                .orElseThrow(
                        () -> new FatalException("Two cores and 'taskset' (util-linux) are needed to keep the measuring"
                                + " process off the service's core."));
    }

    static Cores now(ProcessHandle service) {
        try {
            // After the name, which may hold spaces: state is the first field, user and system time are the 12th and
            // 13th.
            String stat = Files.readString(Path.of("/proc", Long.toString(service.pid()), "stat"));
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
            try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
                long[] core = lines.filter(line -> line.startsWith("cpu" + OTHER + " "))
                        .flatMapToLong(line ->
                                Stream.of(line.split(" ")).skip(1).limit(8).mapToLong(Long::parseLong))
                        .toArray();
                // Except idle and waiting for a disk.
                long busy = Arrays.stream(core).sum() - core[3] - core[4];
                return new Cores(
                        Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12)), busy, System.nanoTime());
            }
        } catch (IOException | RuntimeException e) {
            throw new FatalException("The busy time of the cores cannot be read", e);
        }
    }

    Use since(Cores before) {
        double ticks = (at - before.at) / NANOSECONDS_OF_A_TICK;
        return new Use(100 * (service - before.service) / ticks, 100 * (other - before.other) / ticks);
    }
}
