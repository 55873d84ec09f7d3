package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.lab.Settings;
import example.shop.signals.Http;
import example.shop.signals.Poll;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The lab's own commands, on the lab that the other tests run against. */
@Tag("lab")
class LabIT {

    private static final int SERVICES =
            Settings.from(LabCommand.PROJECT, System.getenv()).services().size();
    /** Processes, and of these the targets of Prometheus, that are not services. */
    private static final int BACKENDS = 11;

    private static final int TARGETS = 8;

    @Test
    void secondUpChangesNothing() throws Exception {
        List<Long> before = processes();
        assertThat(before).hasSize(BACKENDS + SERVICES).allMatch(LabIT::isAlive);
        assertThat(lab("up")).contains("Everything runs already");
        assertThat(processes()).isEqualTo(before);
    }

    @Test
    void statusShowsEveryComponentReady() throws Exception {
        List<String> lines = lab("status").lines().toList();
        assertThat(lines.subList(1, lines.size() - 1))
                .hasSize(BACKENDS + SERVICES)
                .allSatisfy(line -> assertThat(line).contains(" ready "));
        assertThat(lines.getLast()).contains("%1$d of %1$d targets up".formatted(TARGETS + SERVICES));
    }

    @Test
    void downLeavesNoProcessAndUpBringsDataAndTracesBack() throws Exception {
        TraceParent parent = TraceParent.random();
        HttpResponse<String> order = Stack.post(parent, Stack.GATEWAY + "/api/checkout", Stack.CHECKOUT);
        int spans = Stack.trace(parent, trace -> trace.services().size() == 3)
                .spans()
                .size();
        List<Long> running = processes();
        assertThat(running).hasSize(BACKENDS + SERVICES).allMatch(LabIT::isAlive);

        // Its spans are still in the services when they get the signal to stop.
        TraceParent last = TraceParent.random();
        Stack.get(last, Stack.GATEWAY + "/api/products/1");
        assertThat(lab("down")).doesNotContain("killed");
        assertThat(areGone(running)).as("processes " + running + " are gone").isTrue();
        assertThat(processes()).isEmpty();
        Assertions.assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> Http.get(URI.create(Stack.management(Stack.GATEWAY) + "/health/live")));

        assertThat(lab("up")).contains("data kept from before");
        String location = order.headers().firstValue("location").orElseThrow();
        assertThat(Http.get(URI.create(location)).body()).isEqualTo(order.body());
        assertThat(Stack.trace(parent, trace -> true).spans()).hasSizeGreaterThanOrEqualTo(spans);
        Stack.trace(last, trace -> trace.services().size() == 3 && trace.hangsTogetherBelow(last));
    }

    /** The ids of the processes in the lab's records. */
    private static List<Long> processes() throws IOException {
        Path records = LabCommand.PROJECT.resolve(System.getenv("LAB_HOME")).resolve("run");
        try (Stream<Path> files = Files.list(records)) {
            List<Long> processes = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".pid"))
                    .sorted()
                    .toList()) {
                processes.add(Long.parseLong(Files.readString(file).split(" ")[0]));
            }
            return processes;
        }
    }

    /** True where none of {@code processes} is left; one that has ended may stay listed until it is reaped. */
    private static boolean areGone(List<Long> processes) {
        return Poll.until(
                        Duration.ofSeconds(10),
                        () -> processes.stream().noneMatch(LabIT::isAlive) ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    private static boolean isAlive(long process) {
        return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
    }

    private static String lab(String command) throws IOException, InterruptedException {
        return LabCommand.run("lab/lab", command);
    }
}
