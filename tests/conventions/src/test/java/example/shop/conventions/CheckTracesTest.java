package example.shop.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script of the action {@code check-traces}, with stand-ins for the checks: its exit code, its outputs, the summary. */
class CheckTracesTest {

    private static final Path RUN = Path.of("..", "..", ".github", "actions", "check-traces", "run")
            .toAbsolutePath()
            .normalize();
    /** Prints its arguments and addresses, and writes the requested files unless it exits with 2, as the real ones do. */
    private static final String STAND_IN = """
            #!/usr/bin/env bash
            echo "arguments: $*"
            echo "addresses: $(env | grep _URL= | sort | tr '\\n' ' ')"
            while [[ $# != 0 ]]; do
              case $1 in --markdown) markdown=$2 ;; --json | --junit | --html) echo report >"$2" ;; esac
              shift
            done
            if [[ CODE != 2 ]]; then echo "### report of $(basename "$0")" >"$markdown"; else echo nobody answers >&2; fi
            exit CODE
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void everyCheckPasses() throws IOException {
        for (String script : new String[] {"validate-otel-setup.sh", "check-traces.sh", "validate-metrics.sh"}) {
            standIn(script, 0);
        }
        Files.writeString(folder.resolve("summary"), "of an earlier step\n");
    }

    @Test
    void passingChecksAreReported() throws Exception {
        assertThat(run(Map.of())).isZero();
        assertThat(file("outputs")).isEqualTo("passed=true\nreport=" + folder.resolve("report") + "\n");
        assertThat(file("summary"))
                .containsSubsequence(
                        "of an earlier step",
                        "### report of validate-otel-setup.sh",
                        "### report of check-traces.sh",
                        "### report of validate-metrics.sh");
        for (String ending : new String[] {"json", "xml", "html", "md", "txt"}) {
            assertThat(folder.resolve("report/traces." + ending)).exists();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, ### report of check-traces.sh", "2, '### traces: nothing could be checked (exit code 2)'"})
    void exitCodeAndSummaryPassThroughAndTheOthersStillRun(int code, String said) throws Exception {
        standIn("check-traces.sh", code);
        assertThat(run(Map.of())).isEqualTo(code);
        assertThat(file("outputs")).startsWith("passed=false\n");
        assertThat(file("summary")).contains(said, "### report of validate-metrics.sh");
    }

    @Test
    void failedCheckOutranksOneThatCouldNotRun() throws Exception {
        standIn("validate-otel-setup.sh", 2);
        standIn("validate-metrics.sh", 1);
        assertThat(run(Map.of())).isEqualTo(1);
    }

    @Test
    void reasonForAnUncheckedSystemIsInTheSummary() throws Exception {
        standIn("check-traces.sh", 2);
        run(Map.of());
        assertThat(file("summary")).contains("    nobody answers");
    }

    @Test
    void missingScriptIsNotASuccess() throws Exception {
        Files.delete(folder.resolve("check-traces.sh"));
        assertThat(run(Map.of())).isEqualTo(2);
        assertThat(file("summary")).contains("nothing could be checked (exit code 127)");
    }

    @Test
    void uncheckedIsNoFailureOnRequest() throws Exception {
        standIn("check-traces.sh", 2);
        assertThat(run(Map.of("FAIL_ON_UNCHECKED", "false"))).isZero();
        assertThat(file("outputs")).startsWith("passed=false\n");
        standIn("check-traces.sh", 1);
        assertThat(run(Map.of("FAIL_ON_UNCHECKED", "false"))).isEqualTo(1);
    }

    @Test
    void inputsAreOptionsAndNeverCommands() throws Exception {
        run(Map.of(
                "CHECKS", "traces",
                "SERVICES", "shop=https://shop.example\nstock=https://stock.example/$(touch injected)\n",
                "EXPECT", "a file.yaml",
                "DEADLINE", "30s",
                "BEFORE", "",
                "JAEGER_URL", "https://jaeger.example",
                "LOKI_URL", ""));
        assertThat(file("report/traces.txt"))
                .contains("--service shop=https://shop.example --service stock=https://stock.example/$(touch")
                .contains("--expect a file.yaml --deadline 30s --json ")
                .doesNotContain("--before")
                .contains("JAEGER_URL=https://jaeger.example")
                .doesNotContain("LOKI_URL");
        assertThat(folder.resolve("injected")).doesNotExist();
        assertThat(folder.resolve("report/setup.txt")).doesNotExist();
    }

    @Test
    void unknownCheckIsNotASuccess() throws Exception {
        assertThat(run(Map.of("CHECKS", "trace"))).isEqualTo(2);
        assertThat(file("summary")).contains("There is no check 'trace'");
    }

    @Test
    void unknownCheckNameIsNotUsedAsAPath() throws Exception {
        assertThat(run(Map.of("CHECKS", "../elsewhere traces"))).isEqualTo(2);
        assertThat(file("outputs")).startsWith("passed=false\n");
        assertThat(folder.resolve("report")).isEmptyDirectory();
    }

    /** Each report is within GitHub's limit; GitHub refuses the two together as a whole. */
    @Test
    void summaryStaysWithinGitHubsLimit() throws Exception {
        for (String script : new String[] {"validate-otel-setup.sh", "check-traces.sh"}) {
            String stand = STAND_IN.replace("CODE", "0");
            Files.writeString(
                    folder.resolve(script),
                    stand.replace("exit 0", "head -c 600000 /dev/zero | tr '\\0' s >>\"$markdown\"\nexit 0"));
        }
        assertThat(run(Map.of())).isZero();
        assertThat(file("summary"))
                .hasSizeBetween(600_000, 1_000_000)
                .contains("### traces: exit code 0\n\nThe report is too long for this page")
                .contains("### report of validate-metrics.sh");
    }

    private void standIn(String script, int code) throws IOException {
        Path file = Files.writeString(folder.resolve(script), STAND_IN.replace("CODE", Integer.toString(code)));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private int run(Map<String, String> inputs) throws IOException, InterruptedException {
        Map<String, String> environment = new TreeMap<>(Map.of(
                "SCRIPTS", folder.toString(),
                "REPORT", folder.resolve("report").toString(),
                "GITHUB_STEP_SUMMARY", folder.resolve("summary").toString(),
                "GITHUB_OUTPUT", folder.resolve("outputs").toString()));
        environment.putAll(inputs);
        ProcessBuilder builder = new ProcessBuilder(RUN.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().putAll(environment);
        return builder.start().waitFor();
    }

    private String file(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }
}
