package example.shop.lab.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import example.shop.lab.Progress;
import example.shop.lab.Settings;
import example.shop.lab.component.Component;
import example.shop.lab.process.Processes;
import example.shop.signals.FatalException;
import example.shop.signals.ProjectFolder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to development mode, the packaged service runs afterwards; both are stand-ins. */
class DevTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private Processes processes;
    private Settings settings;
    private Component packaged;
    private long pid;

    @BeforeEach
    void startThePackagedService() {
        settings = Settings.from(
                ProjectFolder.around(Path.of("")),
                Map.of("LAB_HOME", folder.resolve("home").toString()));
        processes = new Processes(settings.home());
        packaged = service("sleep", "300");
        processes.start(packaged);
        pid = pid();
    }

    @AfterEach
    void stop() {
        processes.stop("users");
    }

    @Test
    void packagedServiceComesBackWhenDevelopmentModeHasEnded() {
        dev(service("sleep", "1"), Runnable::run).run();
        assertThat(pid()).isNotEqualTo(pid);
        assertThat(output()).contains("users is in development mode", "ready, packaged");
    }

    @Test
    void packagedServiceComesBackWhenDevelopmentModeDoesNotStart() {
        Component broken = service(List.of("sh", "-c", "echo COMPILATION ERROR; exit 1"), () -> false);
        assertThatThrownBy(() -> dev(broken, Runnable::run).run()).hasMessageContaining("COMPILATION ERROR");
        assertThat(pid()).isNotEqualTo(pid);
        assertThat(output()).contains("ready, packaged");
    }

    @Test
    void packagedServiceGoesOnWhileAnotherCommandRuns() {
        Dev dev = dev(service("sleep", "1"), command -> {
            throw new FatalException("Another make up runs");
        });
        assertThatThrownBy(dev::run).hasMessage("Another make up runs");
        dev.interrupted();
        assertThat(pid()).isEqualTo(pid);
    }

    @Test
    void interruptedBeforeItBeginsItChangesNothing() {
        Dev dev = dev(service("sleep", "1"), Runnable::run);
        dev.interrupted();
        dev.run();
        assertThat(pid()).isEqualTo(pid);
    }

    @Test
    void interruptedWhileItStartsItReturnsToThePackagedService() throws Exception {
        Dev dev = dev(service(List.of("sleep", "300"), () -> false), Runnable::run);
        Thread interrupter = new Thread(() -> {
            while (!output().contains("stop users")) {
                Thread.onSpinWait();
            }
            dev.interrupted();
        });
        interrupter.start();
        assertThatThrownBy(dev::run).isInstanceOf(FatalException.class);
        interrupter.join(Duration.ofMinutes(1));
        assertThat(interrupter.isAlive()).isFalse();
        assertThat(pid()).isNotEqualTo(pid);
        assertThat(output()).contains("ready, packaged");
    }

    private Dev dev(Component inDevelopment, Consumer<Runnable> alone) {
        Progress progress = new Progress(new PrintStream(output, true, StandardCharsets.UTF_8));
        return new Dev(settings, processes, progress, packaged, inDevelopment, alone, Runnable::run);
    }

    private Component service(String... command) {
        return service(List.of(command), () -> true);
    }

    private Component service(List<String> command, Component.Ready ready) {
        return new Component(
                "users",
                command,
                Map.of(),
                List.of(),
                ready,
                Duration.ofMinutes(1),
                folder.resolve("users.log"),
                "TERM",
                () -> {});
    }

    private long pid() {
        return processes.running("users").orElseThrow().pid();
    }

    private String output() {
        return output.toString(StandardCharsets.UTF_8);
    }
}
