package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A run of one of {@code scripts/}, as somebody calls it after a deployment, at the addresses of the stack under test.
 *
 * @param output what it printed, errors too
 */
record Script(int exitCode, String output, Duration took) {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Runs {@code name} of {@code scripts/} to its end. */
    static Script run(String name, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("scripts/" + name));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("script", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(LabCommand.PROJECT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            // Not in the lab, and in compose only where its image can be had.
            builder.environment().putIfAbsent("GRAFANA_URL", "none");
            Instant begin = Instant.now();
            Process process = builder.start();
            boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            Duration took = Duration.between(begin, Instant.now());
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            assertThat(ended).as(name + " ends: " + Files.readString(output)).isTrue();
            return new Script(process.exitValue(), Files.readString(output), took);
        } finally {
            Files.delete(output);
        }
    }
}
