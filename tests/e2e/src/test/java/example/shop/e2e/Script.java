package example.shop.e2e;

import example.shop.lab.process.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of one of {@code scripts/}, as after a deployment, at the addresses of the stack under test.
 *
 * @param output its output, errors too
 */
record Script(int exitCode, String output, Duration took) {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Runs {@code name} of {@code scripts/} to its end. */
    static Script run(String name, String... arguments) {
        List<String> command = new ArrayList<>(List.of("scripts/" + name));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(LabCommand.PROJECT.toFile())
                .redirectErrorStream(true);
        // Not in the lab, and in compose only where its image is available.
        builder.environment().putIfAbsent("GRAFANA_URL", "none");
        Command.Ended ended = Command.capture(name, builder, LIMIT);
        return new Script(ended.exitCode(), ended.output(), ended.took());
    }
}
