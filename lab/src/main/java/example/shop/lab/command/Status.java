package example.shop.lab.command;

import example.shop.lab.Settings;
import example.shop.lab.component.Component;
import example.shop.lab.process.Processes;
import example.shop.lab.process.ResidentMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A table of the components: state, process, age, resident memory, ports. */
public final class Status {

    private final Settings settings;
    private final Processes processes;

    public Status(Settings settings, Processes processes) {
        this.settings = settings;
        this.processes = processes;
    }

    /** The table, followed by the last lines of every component that has died. */
    public String table(List<Component> components) {
        StringBuilder table = new StringBuilder(String.format(
                "%-16s %-10s %8s %8s %8s  %s%n", "component", "state", "pid", "up", "memory", "127.0.0.1:"));
        StringBuilder reasons = new StringBuilder();
        for (Component component : components) {
            Optional<ProcessHandle> process = processes.running(component.name());
            Optional<Exception> whyNot = process.flatMap(running -> component.whyNotReady());
            whyNot.ifPresent(why -> reasons.append(component.name())
                    .append(" is not ready: ")
                    .append(Component.inWords(why))
                    .append(System.lineSeparator()));
            table.append(String.format(
                    "%-16s %-10s %8s %8s %8s  %s%n",
                    component.name(),
                    process.map(running -> whyNot.isEmpty() ? "ready" : "NOT READY")
                            .orElseGet(() -> processes.died(component).isPresent() ? "DIED" : "stopped"),
                    process.map(running -> Long.toString(running.pid())).orElse("-"),
                    process.flatMap(running -> running.info().startInstant())
                            .map(Status::age)
                            .orElse("-"),
                    process.map(running -> ResidentMemory.shareOf(running) / 1024 + " MB")
                            .orElse("-"),
                    component.ports().stream()
                            .map(port -> Integer.toString(settings.port(port)))
                            .collect(Collectors.joining(" "))));
        }
        table.append(reasons);
        table.append(processes.reportOnDead(components));
        return table.toString();
    }

    private static String age(Instant start) {
        Duration age = Duration.between(start, Instant.now());
        return age.toHours() > 0
                ? age.toHours() + "h" + age.toMinutesPart() + "m"
                : age.toMinutes() + "m" + age.toSecondsPart() + "s";
    }
}
