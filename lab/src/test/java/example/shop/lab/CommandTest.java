package example.shop.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {

    @TempDir
    Path folder;

    private final List<String> seen = new ArrayList<>();
    private Path log;

    @BeforeEach
    void nameLog() {
        log = folder.resolve("logs/build.log");
    }

    @Test
    void outputGoesToTheLogAndTheWatcher() {
        run("echo \"$WORD\"; pwd; echo failed >&2");
        assertThat(seen).containsExactly("hello", folder.toString(), "failed");
        assertThat(log).hasContent("hello\n" + folder + "\nfailed\n");
    }

    @Test
    void failureIsReportedWithExitCodeAndLastLines() {
        assertThatExceptionOfType(LabException.class)
                .isThrownBy(() -> run("echo no such module; exit 7"))
                .withMessage("The build failed with exit code 7. Last lines of " + log + ":\n    no such module");
    }

    @Test
    void missingProgramIsReported() {
        assertThatExceptionOfType(LabException.class)
                .isThrownBy(
                        () -> Command.run("The build", folder, Map.of(), log, seen::add, List.of("/no/such/program")))
                .withMessageStartingWith("The build cannot be run")
                .withMessageContaining("/no/such/program");
    }

    @Test
    void effortCountsTheMemoryOfDescendants() {
        // A shell of a few megabytes, whose child tail holds a hundred until somebody reads them.
        Command.Effort effort = Command.run(
                "The build",
                folder,
                Map.of(),
                log,
                seen::add,
                List.of("bash", "-c", "head -c 100M /dev/zero | tail -c 100M | { sleep 1; wc -c; }"));
        assertThat(effort.peakMegabytes()).isBetween(100L, 200L);
        assertThat(effort.time()).isPositive();
    }

    @Test
    void firstLineIsWhatAProgramPrints() {
        assertThat(Command.firstLine("bash", "-c", "echo one; echo two")).contains("one");
        assertThat(Command.firstLine("true")).as("silent success").contains("");
        assertThat(Command.firstLine("bash", "-c", "echo one; exit 1")).isEmpty();
        assertThat(Command.firstLine("/no/such/program")).isEmpty();
    }

    @Test
    void programIsFoundOnThePathOrInAUsualFolder() throws IOException {
        assertThat(Command.find("bash", List.of()))
                .hasValueSatisfying(bash -> assertThat(bash).isExecutable());
        Path tool = Files.createFile(
                folder.resolve("some-tool-of-ours"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        assertThat(Command.find("some-tool-of-ours", List.of())).isEmpty();
        assertThat(Command.find("some-tool-of-ours", List.of(folder))).contains(tool);
    }

    private void run(String script) {
        Command.run("The build", folder, Map.of("WORD", "hello"), log, seen::add, List.of("bash", "-c", script));
    }
}
