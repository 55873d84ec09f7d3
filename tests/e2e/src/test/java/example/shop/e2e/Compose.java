package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.lab.process.Command;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The containers of the stack under test, through {@code docker compose} and {@code docker}. */
final class Compose {

    /** They run once in every {@code up}, before the others, and end. */
    static final Set<String> JOBS = Set.of("setup", "databases", "perses-dashboards");

    private static final Duration LIMIT = Duration.ofSeconds(90);
    /** Where the first version of control groups has their memory. */
    private static final Path FIRST = Path.of("/sys/fs/cgroup/memory/docker");

    private Compose() {}

    /** Runs docker compose on the stack; returns its output. */
    static String run(String... arguments) throws IOException, InterruptedException {
        return runWith(Map.of(), arguments);
    }

    /** The same, with more in the environment. */
    static String runWith(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker", "compose"));
        command.addAll(List.of(arguments));
        return output(command, environment);
    }

    /** The stack as it is under test, with a file of {@code tests/e2e} on top. */
    static Map<String, String> with(String file) {
        return Map.of("COMPOSE_FILE", System.getenv("COMPOSE_FILE") + ":tests/e2e/" + file);
    }

    /** Recreates {@code service} with {@code environment}, and nothing else. */
    static void recreate(String service, Map<String, String> environment) throws IOException, InterruptedException {
        runWith(environment, "up", "--detach", "--no-deps", "--wait", service);
    }

    /** Kills the container of this number of {@code service}, which the engine then leaves stopped. */
    static void kill(String service, int number) throws IOException, InterruptedException {
        String container = run("ps", "--format", "{{.Name}}", service)
                .lines()
                .filter(name -> name.endsWith("-" + number))
                .findFirst()
                .orElseThrow();
        output(List.of("docker", "kill", container));
    }

    /** Starts stopped containers as the engine does after a crash; {@code docker compose start} also runs setup again. */
    static void start(String... services) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker", "start"));
        List<String> containers = new ArrayList<>(List.of("ps", "--all", "--quiet"));
        containers.addAll(List.of(services));
        run(containers.toArray(String[]::new)).lines().forEach(command::add);
        output(command);
    }

    /**
     * Starts everything, and waits until it is healthy and the shop answers: services that have just started may need longer
     * for their first answer than their callers wait.
     */
    static void up() throws IOException, InterruptedException {
        upWith(Map.of());
    }

    /** The same, with more in the environment and further options of {@code up}. */
    static void upWith(Map<String, String> environment, String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("up", "--detach", "--wait", "--wait-timeout", "180"));
        arguments.addAll(List.of(options));
        runWith(environment, arguments.toArray(String[]::new));
        Await.until(
                LIMIT,
                "the shop answers",
                () -> Stack.get(TraceParent.random(), Stack.GATEWAY + "/api/products/1")
                                .statusCode()
                        == 200);
    }

    /** The {@code docker inspect} output of each container, by the name of its service; ended ones as well. */
    static Map<String, JsonNode> containers() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker", "inspect"));
        command.addAll(run("ps", "--all", "--quiet").lines().toList());
        Map<String, JsonNode> containers = new TreeMap<>();
        for (JsonNode container : Stack.JSON.readTree(output(command))) {
            containers.put(
                    container
                            .at("/Config/Labels")
                            .path("com.docker.compose.service")
                            .asText(),
                    container);
        }
        return containers;
    }

    /** The engine has restarted none of {@code containers}, and the kernel killed no process of theirs for lack of memory. */
    static void assertNoneWasStartedAgain(Map<String, JsonNode> containers) throws IOException {
        for (Map.Entry<String, JsonNode> entry : containers.entrySet()) {
            JsonNode container = entry.getValue();
            assertThat(container.path("RestartCount").asInt(-1))
                    .as(entry.getKey())
                    .isZero();
            assertThat(container.path("State").path("OOMKilled").asBoolean(true))
                    .as(entry.getKey())
                    .isFalse();
            if (container.path("State").path("Running").asBoolean()) {
                // The engine does not notice the end of a process that is not the container's first, as Postgres has
                // many.
                assertThat(killed(container))
                        .as("processes of " + entry.getKey() + " killed for lack of memory")
                        .isZero();
            }
        }
    }

    private static long killed(JsonNode container) throws IOException {
        String id = container.path("Id").asText();
        Path one = FIRST.resolve(id);
        return Files.exists(one)
                ? field(one.resolve("memory.oom_control"), "oom_kill")
                : field(second(id).resolve("memory.events"), "oom_kill");
    }

    /** Waits until {@code service} is healthy again. */
    static void awaitHealthy(String service) {
        Await.until(LIMIT, service + " is healthy", () -> containers()
                .get(service)
                .at("/State/Health/Status")
                .asText()
                .equals("healthy"));
    }

    /** Bytes that a container uses and the kernel cannot reclaim: without file pages that were not used recently. */
    static long memory(JsonNode container) throws IOException {
        String id = container.path("Id").asText();
        Path one = FIRST.resolve(id);
        if (Files.exists(one)) {
            return number(one.resolve("memory.usage_in_bytes"))
                    - field(one.resolve("memory.stat"), "total_inactive_file");
        }
        Path folder = second(id);
        return number(folder.resolve("memory.current")) - field(folder.resolve("memory.stat"), "inactive_file");
    }

    /** CPU time that a container has used since it was started. */
    static Duration cpu(JsonNode container) throws IOException {
        String id = container.path("Id").asText();
        Path one = Path.of("/sys/fs/cgroup/cpuacct/docker", id, "cpuacct.usage");
        if (Files.exists(one)) {
            return Duration.ofNanos(number(one));
        }
        return Duration.ofNanos(1000 * field(second(id).resolve("cpu.stat"), "usage_usec"));
    }

    private static Path second(String id) {
        Path scope = Path.of("/sys/fs/cgroup/system.slice/docker-" + id + ".scope");
        return Files.exists(scope) ? scope : Path.of("/sys/fs/cgroup/docker", id);
    }

    private static long number(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).strip());
    }

    private static long field(Path file, String name) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        return output(command, Map.of());
    }

    private static String output(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(LabCommand.PROJECT.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Command.Ended ended = Command.capture(command.toString(), builder, Duration.ofMinutes(5));
        assertThat(ended.exitCode()).as(command + ": " + ended.output()).isZero();
        return ended.output();
    }
}
