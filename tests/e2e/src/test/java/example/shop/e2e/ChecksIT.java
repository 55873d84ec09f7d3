package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks after a deployment on a healthy system, whether it keeps all of its traces or a tenth. */
class ChecksIT {

    @ParameterizedTest
    @ValueSource(strings = {"validate-otel-setup.sh", "check-traces.sh", "validate-metrics.sh"})
    void everythingPasses(String script) throws Exception {
        Script run = Script.run(script);
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).doesNotContain("FAILED", "not checked", "\u001b[");
    }

    @Test
    void reportIsWrittenInEachForm(@TempDir Path folder) throws Exception {
        Script run = Script.run(
                "check-traces.sh",
                "--before",
                "1m",
                "--json",
                folder.resolve("report.json").toString(),
                "--junit",
                folder.resolve("report.xml").toString(),
                "--markdown",
                folder.resolve("report.md").toString(),
                "--html",
                folder.resolve("report.html").toString());
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(Stack.JSON
                        .readTree(folder.resolve("report.json").toFile())
                        .path("exitCode")
                        .asInt(-1))
                .isZero();
        assertThat(Files.readString(folder.resolve("report.xml"))).contains("failures=\"0\"", "trace of checkout");
        assertThat(Files.readString(folder.resolve("report.md"))).contains("```mermaid\ngantt", "get-user-by-id");
        assertThat(Files.readString(folder.resolve("report.html"))).contains("</html>", "get-user-by-id");
    }

    /** A user's own shape: the check names each difference from the real trace, and its place. */
    @Test
    void missingExpectedSpanIsMarked(@TempDir Path folder) throws Exception {
        Path expected = folder.resolve("mine.yaml");
        Files.writeString(expected, """
                shapes:
                  - name: mine
                    request: {service: gateway, path: /api/products/1}
                    root:
                      service: gateway
                      name: GET /api/products/{id}
                      children:
                        - {service: gateway, name: warm-the-cache}
                """);
        Script run = Script.run("check-traces.sh", "--expect", expected.toString(), "--deadline", "5s");
        assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
        List<String> lines =
                run.output().lines().filter(line -> line.contains("✗")).toList();
        assertThat(lines).as(run.output()).anyMatch(line -> line.contains("warm-the-cache"));
    }

    @Test
    void uncheckableSystemExitsWith2() throws Exception {
        assertThat(Script.run("check-traces.sh", "--no-such-option").exitCode()).isEqualTo(2);
        assertThat(Script.run("check-traces.sh", "--expect", "/no/such/file.yaml")
                        .exitCode())
                .isEqualTo(2);
    }
}
