package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import example.shop.signals.TraceParent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Rights, limits and use of containers, on the running stack after the other tests. */
@Tag("compose")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContainersIT {

    /** The log agent reads Docker's files, which are root's; setup gives folders to their users, and ends. */
    private static final Set<String> AS_ROOT = Set.of("log-agent", "setup");

    private static final long MIB = 1024 * 1024;
    private static final long SUM_OF_LIMITS = 2048 * MIB;
    /** SERVICE_MEMORY with native executables. */
    private static final long NATIVE_SERVICE = 112 * MIB;

    private static final long SUM_OF_MEMORY = 1228 * MIB;

    private static final boolean IS_NATIVE = "native".equals(System.getenv("RUNTIME"));

    private static final Set<String> NO_PART_OF_THE_BUDGET = Set.of("load", "grafana", "perses", "perses-guard");

    private static final Random RANDOM = new Random();

    private static Map<String, JsonNode> containers;

    @BeforeAll
    static void look() throws Exception {
        containers = Compose.containers();
        assertThat(containers).hasSizeGreaterThan(10);
    }

    @Test
    @Order(1)
    void everyContainerIsHealthyAndNoneWasRestarted() throws Exception {
        containers.forEach((service, container) -> {
            JsonNode state = container.path("State");
            if (Compose.JOBS.contains(service)) {
                assertThat(state.path("ExitCode").asInt(-1)).as(service).isZero();
            } else {
                assertThat(state.path("Health").path("Status").asText())
                        .as(service)
                        .isEqualTo("healthy");
            }
        });
        Compose.assertNoneWasStartedAgain(containers);
    }

    @Test
    @Order(2)
    void containersHaveFewRightsAndCannotWriteToTheirOwnFiles() {
        containers.forEach((service, container) -> {
            JsonNode host = container.path("HostConfig");
            String user = container.path("Config").path("User").asText();
            assertThat(user).as(service).matches("\\d+:\\d+");
            assertThat(user.startsWith("0:")).as(service + " is root").isEqualTo(AS_ROOT.contains(service));
            assertThat(host.path("ReadonlyRootfs").asBoolean()).as(service).isTrue();
            assertThat(host.path("Privileged").asBoolean(true)).as(service).isFalse();
            assertThat(texts(host.path("CapDrop"))).as(service).containsExactly("ALL");
            assertThat(texts(host.path("SecurityOpt"))).as(service).contains("no-new-privileges:true");
            if (!service.equals("setup")) {
                assertThat(texts(host.path("CapAdd"))).as(service).isEmpty();
            }
        });
    }

    /** All services mount the same volume; the users of its files decide. */
    @Test
    @Order(2)
    void eachServiceReadsItsOwnSecretsOnly() throws Exception {
        for (String service : Stack.SERVICES) {
            String script =
                    "cd /run/secrets && for file in * */*; do [ ! -f $file ] || [ ! -r $file ] || echo $file; done";
            assertThat(Compose.run("exec", "-T", service, "/tools/busybox", "sh", "-c", script)
                            .lines())
                    .as(service)
                    .containsExactlyInAnyOrder("databases/" + service + ".properties", "trusted-token");
        }
    }

    /** A JVM that cannot use its cache says nothing, and starts as slowly as without. */
    @Test
    @Order(2)
    void jvmsUseTheirAotCaches() throws Exception {
        for (String service : Stack.SERVICES) {
            String maps = Compose.run("exec", "-T", service, "/tools/busybox", "cat", "/proc/1/maps");
            assertThat(maps.contains("/app/app.aot")).as(service + maps).isEqualTo(!IS_NATIVE);
        }
    }

    @Test
    @Order(3)
    void containersHaveLimitsAndTheirLogsRotate() {
        containers.forEach((service, container) -> {
            JsonNode host = container.path("HostConfig");
            assertThat(host.path("Memory").asLong()).as(service).isPositive();
            assertThat(host.path("NanoCpus").asLong()).as(service).isPositive();
            assertThat(host.path("PidsLimit").asLong()).as(service).isPositive();
            JsonNode log = host.path("LogConfig");
            assertThat(log.path("Type").asText()).as(service).isEqualTo("json-file");
            assertThat(log.path("Config").path("max-size").asText()).as(service).isEqualTo("10m");
            assertThat(log.path("Config").path("tag").asText()).as(service).isEqualTo(service);
            assertThat(host.path("RestartPolicy").path("Name").asText())
                    .as(service)
                    .isEqualTo(Compose.JOBS.contains(service) ? "no" : "unless-stopped");
        });
    }

    /** Limits of the default profile, including containers that cannot start here; jobs end before the others begin. */
    @Test
    @Order(3)
    void sumOfMemoryLimitsStaysWithinItsBudget() throws Exception {
        long sum = 0;
        long services = 0;
        for (Map.Entry<String, JsonNode> service : Stack.JSON
                .readTree(Compose.run("config", "--format", "json"))
                .path("services")
                .properties()) {
            if (!Compose.JOBS.contains(service.getKey())) {
                sum += service.getValue().path("mem_limit").asLong();
            }
            if (Stack.SERVICES.contains(service.getKey())) {
                services += service.getValue().path("mem_limit").asLong();
            }
        }
        System.out.println("Limits of memory, in all: " + sum / MIB + " MiB");
        long natively = sum - services + Stack.SERVICES.size() * NATIVE_SERVICE;
        assertThat(IS_NATIVE ? sum : natively).isBetween(1024 * MIB, SUM_OF_LIMITS - 1);
        assertThat(Compose.run("run", "--rm", "--no-deps", "doctor"))
                .contains("the containers may use " + sum / MIB + " MiB");
    }

    @Test
    @Order(4)
    void portsAreOnLoopbackOnly() {
        containers.forEach((service, container) -> container
                .at("/HostConfig/PortBindings")
                .forEach(bindings -> bindings.forEach(binding ->
                        assertThat(binding.path("HostIp").asText()).as(service).isEqualTo("127.0.0.1"))));
    }

    @Test
    @Order(5)
    void memoryStaysWithinItsBudget() throws Exception {
        long sum = 0;
        for (Map.Entry<String, JsonNode> container : containers.entrySet()) {
            if (container.getValue().path("State").path("Running").asBoolean()) {
                long used = Compose.memory(container.getValue());
                System.out.printf("memory of %-16s %4d MiB%n", container.getKey(), used / MIB);
                sum += NO_PART_OF_THE_BUDGET.contains(container.getKey()) ? 0 : used;
            }
        }
        System.out.println("Memory in use, in all: " + sum / MIB + " MiB");
        if (IS_NATIVE) {
            assertThat(sum).as("memory in use").isLessThan(SUM_OF_MEMORY);
        }
    }

    @Test
    @Order(6)
    void exportTakesTheMetricsOutOfTheContainer(@TempDir Path folder) throws Exception {
        Path export = folder.resolve("export");
        assertThat(LabCommand.run("scripts/export", export.toString())).contains(" blocks ", " traces, ", " lines, ");
        assertThat(LabCommand.promtool(
                        "tsdb",
                        "dump",
                        "--match=up",
                        export.resolve("prometheus").toString()))
                .contains("service=\"gateway\"");
    }

    /** Without the metric the alert on memory would fall back to 1 GiB, which no container may use. */
    @Test
    @Order(6)
    void alertOnMemoryKnowsTheLimits() throws Exception {
        for (String service : List.of("otel-collector", "log-agent")) {
            assertThat((long) Metrics.sum("service:memory_limit:bytes{service=\"" + service + "\"}"))
                    .as(service)
                    .isEqualTo(containers.get(service).at("/HostConfig/Memory").asLong());
        }
    }

    /**
     * Jaeger's database merges five tables at a time, and then needs most memory. With too little the kernel kills it, and
     * again at each start, because it begins with what was interrupted.
     */
    @Test
    @Order(7)
    void jaegerMergesItsTablesWithinItsLimit() throws Exception {
        String begin = Instant.now().toString();
        Await.until(Duration.ofMinutes(4), "Jaeger has merged its tables", () -> {
            Otlp.send("/v1/traces", "resourceSpans", List.of(manyIndexedSpans()));
            return Compose.run("logs", "--no-log-prefix", "--since", begin, "jaeger")
                    .contains("LOG Compact 0->");
        });
        JsonNode jaeger = Compose.containers().get("jaeger");
        Compose.assertNoneWasStartedAgain(Map.of("jaeger", jaeger));
        assertThat(Stack.jaeger("services").statusCode()).isEqualTo(200);
    }

    /** Each attribute is an entry of Jaeger's index; random text, as repeated text would be stored in next to nothing. */
    private static ObjectNode manyIndexedSpans() {
        String now = Sender.nanos(Instant.now());
        List<ObjectNode> spans = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            List<ObjectNode> attributes = new ArrayList<>();
            for (int key = 0; key < 16; key++) {
                attributes.add(Otlp.attribute("key." + key, letters(100)));
            }
            ObjectNode span = Otlp.root(TraceParent.random(), "indexed", now);
            span.set("attributes", Otlp.list(attributes));
            spans.add(span);
        }
        return Otlp.resource("containers-test", spans);
    }

    private static String letters(int count) {
        return RANDOM.ints(count, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Set<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }
}
