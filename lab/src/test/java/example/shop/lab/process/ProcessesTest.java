package example.shop.lab.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import example.shop.lab.component.Component;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {

    private static final Component.Ready AT_ONCE = () -> true;

    @TempDir
    Path home;

    private final List<String> names = new ArrayList<>();
    private Processes processes;

    @BeforeEach
    void useHome() {
        processes = new Processes(home);
    }

    @AfterEach
    void endWhatWasStarted() {
        names.forEach(name -> processes.running(name).ifPresent(ProcessHandle::destroyForcibly));
    }

    @Test
    void startedComponentRuns() {
        Component sleeper = component("sleeper", AT_ONCE, "sleep", "60");
        assertThat(processes.running("sleeper")).isEmpty();
        processes.start(sleeper);
        assertThat(processes.running("sleeper"))
                .hasValueSatisfying(process -> assertThat(process.isAlive()).isTrue());
    }

    @Test
    void laterCommandFindsIt() {
        processes.start(component("sleeper", AT_ONCE, "sleep", "60"));
        assertThat(new Processes(home).running("sleeper")).isEqualTo(processes.running("sleeper"));
        assertThat(new Processes(home.resolve("second")).running("sleeper")).isEmpty();
    }

    @Test
    void stopEndsItAndOnlyIt() throws IOException, InterruptedException {
        Component first = component("first", AT_ONCE, "sleep", "60");
        Component second = component("second", AT_ONCE, "sleep", "60");
        processes.start(first);
        processes.start(second);
        ProcessHandle process = processes.running("first").orElseThrow();
        Process foreign = new ProcessBuilder("sleep", "60").start();
        try {
            assertThat(processes.stop(first.name())).isEqualTo("stopped");
            assertThat(ProcessRecord.hasEnded(process)).isTrue();
            assertThat(processes.running("first")).isEmpty();
            assertThat(processes.running("second")).isPresent();
            assertThat(foreign.isAlive()).isTrue();
            assertThat(home.resolve("run/first.pid")).doesNotExist();
        } finally {
            foreign.destroyForcibly().waitFor();
        }
    }

    @Test
    void stoppedComponentCanBeStoppedAgain() {
        Component sleeper = component("sleeper", AT_ONCE, "sleep", "60");
        processes.start(sleeper);
        processes.stop(sleeper.name());
        assertThat(processes.stop(sleeper.name())).isEqualTo("was not running");
    }

    @Test
    void processThatGotTheIdLaterIsLeftAlone() throws IOException, InterruptedException {
        Component component = component("sleeper", AT_ONCE, "sleep", "60");
        Process foreign = new ProcessBuilder("sleep", "60").start();
        try {
            Path record = home.resolve("run/sleeper.pid");
            Files.createDirectories(record.getParent());
            Files.writeString(record, foreign.pid() + " 1 TERM\n");
            assertThat(processes.running("sleeper")).isEmpty();
            assertThat(processes.stop(component.name())).isEqualTo("was not running");
            assertThat(foreign.waitFor(500, TimeUnit.MILLISECONDS))
                    .as("it ended")
                    .isFalse();
            assertThat(record).doesNotExist();
        } finally {
            foreign.destroyForcibly().waitFor();
        }
    }

    @Test
    void stopSendsTheSignalOfTheComponent() throws IOException {
        Path trapSet = home.resolve("trap-set");
        Component polite = new Component(
                "polite",
                List.of(
                        "bash",
                        "-c",
                        // Not INT: a shell that was started with it ignored, as in the background, cannot trap it.
                        "trap 'echo got USR1; exit' USR1; touch " + trapSet + "; while :; do sleep 0.1; done"),
                Map.of(),
                List.of(),
                () -> Files.exists(trapSet),
                Duration.ofSeconds(10),
                log("polite"),
                "USR1",
                () -> {});
        names.add("polite");
        processes.start(polite);
        assertThat(processes.stop(polite.name())).isEqualTo("stopped");
        assertThat(log("polite")).content().isEqualTo("got USR1\n");
    }

    @Test
    void outputAndErrorsAreAppendedToTheLog() throws IOException {
        Files.createDirectories(log("talker").getParent());
        Files.writeString(log("talker"), "earlier\n");
        Component talker = new Component(
                "talker",
                List.of("bash", "-c", "echo \"said $WORD\"; echo failed >&2; exec sleep 60"),
                Map.of("WORD", "hello"),
                List.of(),
                () -> Files.readString(log("talker")).contains("failed"),
                Duration.ofSeconds(10),
                log("talker"),
                "TERM",
                () -> {});
        names.add("talker");
        processes.start(talker);
        assertThat(log("talker")).content().isEqualTo("earlier\nsaid hello\nfailed\n");
    }

    @Test
    void processHasASessionOfItsOwn() throws IOException {
        processes.start(component("sleeper", () -> sessionOf("sleeper") == pidOf("sleeper"), "sleep", "60"));
        assertThat(sessionOf("sleeper")).isEqualTo(pidOf("sleeper"));
    }

    @Test
    void startWaitsUntilReady() {
        AtomicInteger asked = new AtomicInteger();
        processes.start(component("slow", () -> asked.incrementAndGet() > 3, "sleep", "60"));
        assertThat(asked).hasValue(4);
    }

    @Test
    void failedQuestionMeansNotYetReady() {
        AtomicInteger asked = new AtomicInteger();
        Component.Ready refusesFirst = () -> {
            if (asked.incrementAndGet() == 1) {
                throw new IOException("connection refused");
            }
            return true;
        };
        processes.start(component("slow", refusesFirst, "sleep", "60"));
        assertThat(asked).hasValue(2);
    }

    @Test
    void deathAtStartIsReportedWithTheLinesOfThisStart() throws IOException {
        Files.createDirectories(log("mortal").getParent());
        Files.writeString(log("mortal"), "line of yesterday\n");
        Component mortal = component("mortal", () -> false, "bash", "-c", "echo port is taken; exit 3");
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> processes.start(mortal))
                .withMessage("mortal ended while it started. Last lines of " + log("mortal") + ":\n    port is taken");
        assertThat(processes.running("mortal")).isEmpty();
    }

    @Test
    void programThatDoesNotExistIsReportedByName() {
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> processes.start(component("absent", () -> false, "/no/such/program")))
                .withMessageStartingWith("absent ended while it started.")
                .withMessageContaining("/no/such/program");
    }

    @Test
    void whatIsNotReadyInTimeIsReportedWithItsLastLines() {
        Component never = neverReady("never", "bash", "-c", "echo still waiting; exec sleep 60");
        Instant start = Instant.now();
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> processes.start(never))
                .withMessage(
                        "never runs but was not ready within 1 s: never answers that it is not ready. Last lines of "
                                + log("never") + ":\n    still waiting");
        assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
        assertThat(processes.running("never"))
                .as("its process can be looked at")
                .isPresent();
    }

    @Test
    void reasonWhyItIsNotReadyIsNamedAndKept() {
        IOException refused = new IOException("connection refused");
        Component.Ready refuses = () -> {
            throw refused;
        };
        Component never = component("refusing", Duration.ofSeconds(1), refuses, "sleep", "60");
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> processes.start(never))
                .withMessageStartingWith("refusing runs but was not ready within 1 s: connection refused.")
                .withCause(refused);
        assertThat(never.whyNotReady()).get().extracting(Component::inWords).isEqualTo("connection refused");
    }

    @Test
    void whatRunsAlreadyIsAwaited() {
        processes.start(component("sleeper", AT_ONCE, "sleep", "60"));
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> processes.awaitReady(neverReady("sleeper", "sleep", "60")))
                .withMessageStartingWith("sleeper runs but was not ready within 1 s:");
    }

    private Component component(String name, Component.Ready ready, String... command) {
        return component(name, Duration.ofSeconds(10), ready, command);
    }

    private Component neverReady(String name, String... command) {
        return component(name, Duration.ofSeconds(1), () -> false, command);
    }

    private Component component(String name, Duration readyWithin, Component.Ready ready, String... command) {
        names.add(name);
        return new Component(
                name, List.of(command), Map.of(), List.of(), ready, readyWithin, log(name), "TERM", () -> {});
    }

    private Path log(String name) {
        return home.resolve("logs").resolve(name + ".log");
    }

    private long pidOf(String name) {
        return processes.running(name).orElseThrow().pid();
    }

    private long sessionOf(String name) throws IOException {
        // proc(5): after the command in brackets come state, parent, group, session.
        String stat = Files.readString(Path.of("/proc", Long.toString(pidOf(name)), "stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3]);
    }
}
