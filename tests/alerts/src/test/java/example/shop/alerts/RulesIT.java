package example.shop.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** promtool finds the rules valid, and they pass their unit tests. Windows of days take seconds each. */
@Execution(ExecutionMode.CONCURRENT)
class RulesIT {

    @Test
    void rulesAreValid() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("check", "rules", "--lint=all", "--lint-fatal"));
        AlertFolder.ruleFiles().forEach(file -> command.add(file.toString()));
        promtool(command);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unitTests")
    void rulesPassTheirUnitTests(String name) throws IOException, InterruptedException {
        promtool(List.of("test", "rules", AlertFolder.testFile(name).toString()));
    }

    static Stream<String> unitTests() {
        return AlertFolder.testFiles().stream().map(AlertFolder::stem);
    }

    private static void promtool(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program().toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static Path program() {
        return Optional.ofNullable(System.getProperty("PROMTOOL", System.getenv("PROMTOOL")))
                .map(Path::of)
                .orElseThrow(() -> new AssertionError(
                        "PROMTOOL, a variable of the environment or a system property, must be the path of promtool"));
    }
}
