package example.shop.lab.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import example.shop.signals.FatalException;
import example.shop.signals.Poll;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRecordTest {

    @TempDir
    Path folder;

    private Process sleeper;
    private ProcessRecord record;

    @BeforeEach
    void startSleeper() throws IOException {
        sleeper = new ProcessBuilder("sleep", "60").start();
        record = new ProcessRecord(folder.resolve("run"), "sleeper");
    }

    @AfterEach
    void endSleeper() throws InterruptedException {
        sleeper.destroyForcibly().waitFor();
    }

    @Test
    void nothingIsFoundWithoutARecord() {
        assertThat(record.find()).isEmpty();
    }

    @Test
    void rememberedProcessIsFound() throws IOException {
        record.remember(sleeper.toHandle(), "TERM");
        assertThat(record.find()).contains(sleeper.toHandle());
        assertThat(new ProcessRecord(folder.resolve("run"), "sleeper").find()).contains(sleeper.toHandle());
        assertThat(new ProcessRecord(folder.resolve("run"), "other").find()).isEmpty();
    }

    @Test
    void stopSignalIsRemembered() throws IOException {
        record.remember(sleeper.toHandle(), "INT");
        assertThat(record.stopSignal()).isEqualTo("INT");
    }

    @Test
    void recycledProcessIdIsNotFound() throws IOException {
        record.remember(sleeper.toHandle(), "TERM");
        String[] parts = Files.readString(file()).strip().split(" ");
        assertThat(parts).hasSize(3);
        long started = Long.parseLong(parts[1]);
        for (long other : new long[] {started - 1, started + 1, 0}) {
            Files.writeString(file(), parts[0] + " " + other + " TERM\n");
            assertThat(record.find()).as("record that says " + other).isEmpty();
        }
        Files.writeString(file(), String.join(" ", parts));
        assertThat(record.find()).contains(sleeper.toHandle());
    }

    @Test
    void endedProcessIsNotFound() throws IOException, InterruptedException {
        record.remember(sleeper.toHandle(), "TERM");
        sleeper.destroyForcibly().waitFor();
        assertThat(record.find()).isEmpty();
    }

    @Test
    void forgottenProcessIsNotFound() throws IOException {
        record.remember(sleeper.toHandle(), "TERM");
        record.forget();
        record.forget();
        assertThat(record.find()).isEmpty();
        assertThat(file()).doesNotExist();
        assertThat(sleeper.isAlive()).isTrue();
    }

    @Test
    void damagedRecordSaysWhatToDo() throws IOException {
        Files.createDirectories(file().getParent());
        for (String damaged :
                new String[] {"", "17", "17 18", "x 18 TERM", "17 y TERM", "99999999999999999999 5 TERM"}) {
            Files.writeString(file(), damaged);
            assertThatExceptionOfType(FatalException.class)
                    .isThrownBy(record::find)
                    .withMessageContaining("The process record " + file() + " is damaged")
                    .withMessageContaining("Stop that process by hand if it runs, then delete the record");
        }
    }

    @Test
    void runningProcessHasNotEnded() {
        assertThat(ProcessRecord.hasEnded(sleeper.toHandle())).isFalse();
    }

    @Test
    void zombieHasEnded() throws IOException, InterruptedException {
        // The shell becomes a program that never asks for its child's exit code, before that child ends.
        Process parent = new ProcessBuilder("bash", "-c", "sleep 0.5 & echo $!; exec sleep 60").start();
        try (BufferedReader output = parent.inputReader()) {
            ProcessHandle zombie =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            Poll.Outcome<Boolean> ended = Poll.until(
                    Duration.ofSeconds(10),
                    () -> ProcessRecord.hasEnded(zombie) ? Optional.of(true) : Optional.empty());
            ended.orElseThrow(() -> new AssertionError("the process lives on"));
            assertThat(zombie.isAlive()).as("it is still listed").isTrue();
            record.remember(zombie, "TERM");
            assertThat(record.find()).isEmpty();
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    private Path file() {
        return folder.resolve("run/sleeper.pid");
    }
}
