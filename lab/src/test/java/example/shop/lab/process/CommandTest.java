package example.shop.lab.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import example.shop.signals.FatalException;
import example.shop.signals.Poll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> run("echo no such module; exit 7"))
                .withMessage("The build failed with exit code 7. Last lines of " + log + ":\n    no such module");
    }

    @Test
    void missingProgramIsReported() {
        assertThatExceptionOfType(FatalException.class)
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
    void errorsThatFillAPipeDoNotKeepItFromEnding() {
        String script = "head -c 1000000 /dev/zero | tr '\\0' e >&2; echo done";
        assertThat(Command.output("The script", Map.of(), List.of("bash", "-c", script)))
                .isEqualTo("done\n");
    }

    @Test
    void outputAndErrorsAreKeptApart() {
        Command.Ended ended = capture("echo out; echo err >&2; exit 3", Duration.ofSeconds(10));
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.output()).isEqualTo("out\n");
        assertThat(ended.error()).isEqualTo("err\n");
    }

    @Test
    void whatDoesNotEndIsKilledWithItsChildrenAndItsOutputTold() {
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> capture("sleep 600 & echo $!; wait", Duration.ofSeconds(1)))
                .withMessageStartingWith("The script did not end within 1 s. It printed:\n")
                .satisfies(failure -> {
                    // The shell may have said of the child that it was killed, before it was killed itself.
                    String child = failure.getMessage()
                            .lines()
                            .filter(line -> line.matches("[0-9]+"))
                            .findFirst()
                            .orElseThrow();
                    Poll.until(
                                    Duration.ofSeconds(10),
                                    () -> ProcessHandle.of(Long.parseLong(child))
                                                    .map(ProcessRecord::hasEnded)
                                                    .orElse(true)
                                            ? Optional.of(true)
                                            : Optional.empty())
                            .orElseThrow(() -> new AssertionError("process " + child + " lives on"));
                });
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

    private static Command.Ended capture(String script, Duration limit) {
        return Command.capture("The script", new ProcessBuilder("bash", "-c", script), limit);
    }

    private void run(String script) {
        Command.run("The build", folder, Map.of("WORD", "hello"), log, seen::add, List.of("bash", "-c", script));
    }
}
