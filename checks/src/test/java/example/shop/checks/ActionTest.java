package example.shop.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the action check-traces makes of inputs and reports that are out of the ordinary; its checks are stand-ins. */
class ActionTest {

    private static final Path SCRIPT =
            Path.of("..", ".github", "actions", "check-traces", "run").toAbsolutePath();
    private static final Map<String, String> SCRIPTS =
            Map.of("setup", "validate-otel-setup.sh", "traces", "check-traces.sh", "metrics", "validate-metrics.sh");

    @TempDir
    private Path folder;

    private final Map<String, String> inputs = new HashMap<>();
    private Path scripts;
    private Path report;

    @BeforeEach
    void repository() throws IOException {
        scripts = Files.createDirectories(folder.resolve("scripts"));
        report = folder.resolve("report");
        for (String check : SCRIPTS.keySet()) {
            standIn(check, 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,0,0,0", "1,0,0,1", "0,0,2,2", "2,0,1,1", "0,1,2,1", "137,0,0,2"})
    void worstOfAllExitCodesIsTheActions(int setup, int traces, int metrics, int expected) throws Exception {
        standIn("setup", setup);
        standIn("traces", traces);
        standIn("metrics", metrics);
        assertThat(run()).isEqualTo(expected);
        assertThat(Files.readString(folder.resolve("output")))
                .isEqualTo("passed=" + (expected == 0) + "\nreport=" + report + "\n");
        assertThat(Files.readString(folder.resolve("summary")))
                .isEqualTo("report of setup\n\nreport of traces\n\nreport of metrics\n\n");
    }

    @Test
    void whatIsNotGivenIsNoOption() throws Exception {
        inputs.putAll(Map.of("SERVICES", "", "EXPECT", "", "DEADLINE", "", "BEFORE", "", "GATEWAY_URL", ""));
        run();
        assertThat(arguments("traces"))
                .filteredOn(argument -> argument.startsWith("--"))
                .containsExactly("--json", "--junit", "--markdown", "--html");
    }

    @Test
    void valuesAreArgumentsAndNeverCommands() throws Exception {
        String awkward = "a b?c=\"d\"&e='f';touch " + folder + "/executed;$(touch " + folder + "/executed)*";
        inputs.put("EXPECT", awkward);
        inputs.put("SERVICES", "\n  orders=http://orders:8080 \r\n\n * stock=http://$(x)'\";*\n");
        run();
        for (String check : SCRIPTS.keySet()) {
            assertThat(arguments(check).subList(0, 8))
                    .containsExactly(
                            "--service", "orders=http://orders:8080",
                            "--service", "*",
                            "--service", "stock=http://$(x)'\";*",
                            "--expect", awkward);
        }
        assertThat(folder.resolve("executed")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../elsewhere", "a/b", "*", "traces]"})
    void nameOfNoCheckIsNoNameOfAFile(String name) throws Exception {
        inputs.put("CHECKS", name + " traces");
        assertThat(run()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("output"))).startsWith("passed=false\n");
        assertThat(Files.readString(folder.resolve("summary"))).contains("There is no check '" + name + "'");
        // Nothing is half checked, and nothing is written but what was asked for.
        assertThat(scripts.resolve("check-traces.sh.arguments")).doesNotExist();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("scripts", "report", "output", "summary", "printed");
        }
    }

    @Test
    void summaryStaysWithinWhatGitHubTakes() throws Exception {
        // Each is within the limit of one, and GitHub refuses the two together as a whole.
        script("setup", writing() + "head -c 600000 /dev/zero | tr '\\0' s >\"$markdown\"\n");
        script("traces", writing() + "head -c 600000 /dev/zero | tr '\\0' t >\"$markdown\"\nexit 1\n");
        assertThat(run()).isEqualTo(1);
        assertThat(Files.size(folder.resolve("summary"))).isBetween(600_000L, (long) MarkdownReport.LIMIT);
        assertThat(Files.readString(folder.resolve("summary")))
                .contains("### traces: exit code 1\n\nThe report is too long for this page")
                .endsWith("report of metrics\n\n");
        assertThat(report.resolve("traces.md")).hasSize(600_000);
    }

    /** The exit code of the script. */
    private int run() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("printed").toFile());
        builder.environment().putAll(inputs);
        builder.environment().put("SCRIPTS", scripts.toString());
        builder.environment().put("REPORT", report.toString());
        builder.environment()
                .put("GITHUB_STEP_SUMMARY", folder.resolve("summary").toString());
        builder.environment().put("GITHUB_OUTPUT", folder.resolve("output").toString());
        return builder.start().waitFor();
    }

    private List<String> arguments(String check) throws IOException {
        return Files.readAllLines(scripts.resolve(SCRIPTS.get(check) + ".arguments"));
    }

    private void standIn(String check, int exitCode) throws IOException {
        script(check, writing() + "echo \"report of " + check + "\" >\"$markdown\"\nexit " + exitCode + "\n");
    }

    /** Keeps the arguments, a line for each, and writes what is asked for. */
    private static String writing() {
        return """
                printf '%s\\n' "$@" >"$0.arguments"
                for argument; do
                  case $option in
                    --json | --junit | --html) echo "of a stand-in" >"$argument" ;;
                    --markdown) markdown=$argument ;;
                  esac
                  option=$argument
                done
                """;
    }

    private void script(String check, String body) throws IOException {
        Path file = scripts.resolve(SCRIPTS.get(check));
        Files.writeString(file, "#!/usr/bin/env bash\n" + body);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
