package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command of the lab, run as make does, in the environment of the tests. */
final class LabCommand {

    static final Path PROJECT = Path.of("..", "..").toAbsolutePath().normalize();

    private LabCommand() {}

    /** Runs a command with its arguments to its end, which must be a good one; what it printed. */
    static String run(String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                "lab/target/lab.jar:lab/target/lib/*",
                "example.shop.lab.Lab"));
        all.addAll(List.of(command));
        Process lab = new ProcessBuilder(all)
                .directory(PROJECT.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(lab.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(lab.waitFor(5, TimeUnit.MINUTES)).as(output).isTrue();
        assertThat(lab.exitValue()).as(output).isZero();
        return output;
    }
}
