package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.lab.Http;
import example.shop.lab.TraceParent;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The lab's own commands, on the lab that the other tests run against. */
class LabIT {

    private static final Path PROJECT = Path.of("..", "..").toAbsolutePath().normalize();

    @Test
    void secondUpChangesNothing() throws Exception {
        List<Long> before = processes();
        assertThat(lab("up")).contains("Everything runs already");
        assertThat(processes()).isEqualTo(before);
    }

    @Test
    void statusTellsOfEveryComponentThatItIsReady() throws Exception {
        assertThat(lab("status").lines().skip(1)).hasSize(7).allSatisfy(line -> assertThat(line)
                .contains(" ready "));
    }

    @Test
    void downLeavesNoProcessAndUpBringsDataAndTracesBack() throws Exception {
        TraceParent parent = TraceParent.random();
        String checkout = """
                {"userId":1,"productId":1,"quantity":1,"payment":{"card":"4242424242424242"}}""";
        HttpResponse<String> order = Stack.post(parent, Stack.GATEWAY + "/api/checkout", checkout);
        int spans = Stack.trace(parent, trace -> trace.services().size() == 3)
                .spans()
                .size();
        assertThat(processes()).isNotEmpty();

        assertThat(lab("down")).doesNotContain("killed");
        assertThat(processes()).isEmpty();
        Assertions.assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> Http.get(URI.create(Stack.GATEWAY + "/health/live")));

        assertThat(lab("up")).contains("data kept from before");
        String location = order.headers().firstValue("location").orElseThrow();
        assertThat(Http.get(URI.create(location)).body()).isEqualTo(order.body());
        assertThat(Stack.trace(parent, trace -> true).spans()).hasSizeGreaterThanOrEqualTo(spans);
    }

    /** Processes, by id, whose command names the folder of this lab, a service of this checkout or a binary that it built. */
    private static List<Long> processes() {
        String home = PROJECT.resolve(System.getenv("LAB_HOME")).toString();
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments -> Stream.of(arguments).anyMatch(argument -> isOfThisLab(argument, home)))
                        .orElse(false))
                .map(ProcessHandle::pid)
                .sorted()
                .toList();
    }

    private static boolean isOfThisLab(String argument, String home) {
        return argument.startsWith(home)
                || argument.startsWith(PROJECT.resolve("services").toString());
    }

    /** Runs the lab as make does, in the environment of this test; its output. */
    private static String lab(String command) throws IOException, InterruptedException {
        Process lab = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        "lab/target/lab.jar:lab/target/lib/*",
                        "example.shop.lab.Lab",
                        command)
                .directory(PROJECT.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(lab.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(lab.waitFor(5, TimeUnit.MINUTES)).as(output).isTrue();
        assertThat(lab.exitValue()).as(output).isZero();
        return output;
    }
}
