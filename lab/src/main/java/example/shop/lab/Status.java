package example.shop.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table of what runs: state, process, age, resident memory, ports. */
final class Status {

    private final Settings settings;
    private final Processes processes;

    Status(Settings settings, Processes processes) {
        this.settings = settings;
        this.processes = processes;
    }

    /** The table; below it the last lines of every component that has died. */
    String table(List<Component> components) {
        StringBuilder table = new StringBuilder(String.format(
                "%-16s %-10s %8s %8s %8s  %s%n", "component", "state", "pid", "up", "memory", "127.0.0.1:"));
        for (Component component : components) {
            Optional<ProcessHandle> process = processes.running(component.name());
            table.append(String.format(
                    "%-16s %-10s %8s %8s %8s  %s%n",
                    component.name(),
                    process.map(running -> component.isReady() ? "ready" : "NOT READY")
                            .orElseGet(() -> processes.died(component).isPresent() ? "DIED" : "stopped"),
                    process.map(running -> Long.toString(running.pid())).orElse("-"),
                    process.flatMap(running -> running.info().startInstant())
                            .map(Status::age)
                            .orElse("-"),
                    process.map(Status::residentMegabytes).orElse("-"),
                    component.ports().stream()
                            .map(port -> Integer.toString(settings.port(port)))
                            .collect(Collectors.joining(" "))));
        }
        table.append(processes.reportOnDead(components));
        return table.toString();
    }

    private static String age(Instant start) {
        Duration age = Duration.between(start, Instant.now());
        return age.toHours() > 0
                ? age.toHours() + "h" + age.toMinutesPart() + "m"
                : age.toMinutes() + "m" + age.toSecondsPart() + "s";
    }

    /** Of the process and its children: Postgres is a process for each connection. */
    private static String residentMegabytes(ProcessHandle process) {
        long kilobytes = Stream.concat(Stream.of(process), process.descendants())
                .mapToLong(Status::residentKilobytes)
                .sum();
        return kilobytes / 1024 + " MB";
    }

    /** The proportional share where the kernel tells it, so that memory that processes share is counted once. */
    private static long residentKilobytes(ProcessHandle process) {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        return kilobytes(proc.resolve("smaps_rollup"), "Pss:")
                .or(() -> kilobytes(proc.resolve("status"), "VmRSS:"))
                .orElse(0L);
    }

    private static Optional<Long> kilobytes(Path file, String field) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(field))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }
}
