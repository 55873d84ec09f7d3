package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.lab.process.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A command of the project, run as make does, in the environment of the tests. */
final class LabCommand {

    static final Path PROJECT = Path.of("..", "..").toAbsolutePath().normalize();

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private LabCommand() {}

    /** Runs a command with its arguments to its end, which must succeed; returns its output. */
    static String run(String... command) {
        ProcessBuilder lab =
                new ProcessBuilder(command).directory(PROJECT.toFile()).redirectErrorStream(true);
        Command.Ended ended = Command.capture(String.join(" ", command), lab, LIMIT);
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        return ended.output();
    }

    /** The same for the lab's own promtool. */
    static String promtool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(run("lab/lab", "tool", "promtool").lines().toList().getLast());
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }
}
