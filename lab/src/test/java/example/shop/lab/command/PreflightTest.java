package example.shop.lab.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import example.shop.lab.Port;
import example.shop.lab.Settings;
import example.shop.lab.build.GoTool;
import example.shop.lab.build.GoTools;
import example.shop.lab.component.Component;
import example.shop.lab.process.Processes;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory and disk of the machine may add problems of their own: no test here expects that there are no others. */
class PreflightTest {

    @TempDir
    Path folder;

    private static final Port GATEWAY = new Port("gateway", 1);
    private static final Port USERS = new Port("users", 2);
    private static final Port PRODUCTS = new Port("products", 3);

    private ServerSocket first;
    private ServerSocket second;
    private int free;

    @BeforeEach
    void occupyPorts() throws IOException {
        first = onLoopback();
        second = onLoopback();
        try (ServerSocket closed = onLoopback()) {
            free = closed.getLocalPort();
        }
    }

    @AfterEach
    void freePorts() throws IOException {
        first.close();
        second.close();
    }

    @Test
    void occupiedPortIsNamedWithOwnerAndRemedy() {
        Settings settings = settings(folder.resolve("home"));
        FatalException refusal = refusal(settings, component(settings, "gateway", GATEWAY));
        assertThat(refusal).hasMessageStartingWith("Nothing more was started. Fix these first:\n  - ");
        assertThat(problemOf(refusal, first.getLocalPort()))
                .startsWith("  - Port " + first.getLocalPort() + " (gateway) is in use by process "
                        + ProcessHandle.current().pid() + " (")
                .endsWith(". Stop it, or set LAB_PORT_OFFSET to move every port of the lab.");
    }

    @Test
    void allProblemsAreListedAtOnce() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Settings settings = settings(file.resolve("home"));
        FatalException refusal = refusal(
                settings, component(settings, "gateway", GATEWAY), component(settings, "users", USERS, PRODUCTS));
        assertThat(refusal)
                .hasMessageContaining("\n  - " + settings.home() + " cannot be created: ")
                .hasMessageContaining("\n  - Port " + first.getLocalPort() + " (gateway) is in use by ")
                .hasMessageContaining("\n  - Port " + second.getLocalPort() + " (users) is in use by ");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            "", true, there is none
            v18.19.0, true, says 'v18.19.0'
            segmentation fault, true, says 'segmentation fault'
            v20.18.3, true, says 'v20.18.3'
            v21.7.0, true, says 'v21.7.0'
            v22.11.0, true, says 'v22.11.0'
            v20.19.0, false, 'npm --version' fails
            """)
    void unsuitableNodeIsAProblem(String version, boolean hasNpm, String words) {
        assertThat(Preflight.nodeProblem(version, hasNpm))
                .hasValueSatisfying(problem -> assertThat(problem).contains(words));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v20.19.0", "v22.12.0", "v23.0.0", "v26.1.0"})
    void suitableNodeIsNoProblem(String version) {
        assertThat(Preflight.nodeProblem(version, true)).isEmpty();
    }

    @Test
    void freePortIsNoProblem() {
        Settings settings = settings(folder.resolve("home"));
        FatalException refusal = refusal(settings, component(settings, "gateway", GATEWAY, PRODUCTS));
        assertThat(refusal).hasMessageContaining("Port " + first.getLocalPort());
        assertThat(refusal.getMessage()).doesNotContain("Port " + free);
    }

    @Test
    void portsOfWhatRunsAlreadyAreItsOwn() {
        Settings settings = settings(folder.resolve("home"));
        Component running = component(settings, "users", USERS);
        Processes processes = new Processes(settings.home());
        processes.start(running);
        try {
            FatalException refusal = refusal(settings, running, component(settings, "gateway", GATEWAY));
            assertThat(refusal).hasMessageContaining("Port " + first.getLocalPort() + " (gateway)");
            assertThat(refusal.getMessage()).doesNotContain("(users)");
        } finally {
            processes.stop(running.name());
        }
    }

    @Test
    void tooOldGoIsNamedWithWhatIsNeeded() throws IOException {
        Settings settings = settings(folder.resolve("home"));
        for (GoTool tool : GoTools.TO_RUN) {
            Path distribution = Files.createDirectories(folder.resolve(tool.distribution()));
            Files.writeString(distribution.resolve("go.mod"), "go 1.9999.1\n");
        }
        FatalException refusal =
                catchThrowableOfType(FatalException.class, () -> new Preflight(settings, new Processes(settings.home()))
                        .check(List.of(), true));
        assertThat(refusal).hasMessageContaining("\n  - Go 1.9999.1 ").hasMessageContaining(" needed");
    }

    private FatalException refusal(Settings settings, Component... components) {
        FatalException refusal =
                catchThrowableOfType(FatalException.class, () -> new Preflight(settings, new Processes(settings.home()))
                        .check(List.of(components), false));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private static String problemOf(FatalException refusal, int port) {
        return refusal.getMessage()
                .lines()
                .filter(line -> line.contains("Port " + port + " "))
                .findFirst()
                .orElseThrow();
    }

    private Settings settings(Path home) {
        return new Settings(
                folder,
                home,
                folder.resolve("cache"),
                Map.of(
                        GATEWAY, first.getLocalPort(),
                        USERS, second.getLocalPort(),
                        PRODUCTS, free),
                List.of());
    }

    private static Component component(Settings settings, String name, Port... ports) {
        return new Component(settings, name, List.of("sleep", "60"), Map.of(), List.of(ports), () -> true);
    }

    private static ServerSocket onLoopback() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }
}
