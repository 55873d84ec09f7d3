package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.signals.Loki;
import example.shop.signals.TraceParent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people may set without changing a file, and what happens when they change one. Where a container cannot read the
 * engine's log files, {@code LOG_AGENT=0} makes the services send their lines; {@code COLLECTOR_OVERLAY} names settings of the collector.
 */
@Tag("compose")
class ComposeOptionsIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @BeforeAll
    static void change() throws Exception {
        Compose.upWith(Map.of(
                "LOG_AGENT",
                "0",
                "COLLECTOR_OVERLAY",
                LabCommand.PROJECT.resolve("tests/e2e/mine.yaml").toString()));
    }

    @AfterAll
    static void changeBack() throws Exception {
        Compose.up();
    }

    @Test
    void eachServiceSendsItsLines() throws Exception {
        assertThat(Compose.containers()).doesNotContainKey("log-agent");
        Instant before = Instant.now();
        TraceParent parent = TraceParent.random();
        assertThat(Stack.get(parent, Stack.GATEWAY + "/api/products/1").statusCode())
                .isEqualTo(200);
        List<Loki.Line> lines = Await.until(
                LIMIT,
                "an access line of each service",
                () -> Stack.LOKI.linesOf(parent.traceId(), before, Instant.now().plusSeconds(10)),
                found -> found.stream()
                                .filter(line -> line.text().contains("\"access\""))
                                .count()
                        >= 3);
        assertThat(lines).extracting(line -> line.labels().get("container")).contains("gateway", "products", "users");
        assertThat(lines).extracting(Loki.Line::text).doesNotHaveDuplicates();
    }

    /** Its target is gone too, so that no alert waits for it. */
    @Test
    void prometheusExpectsNoLogAgent() throws Exception {
        // Prometheus ends the series of a rule that is gone after two of its intervals.
        Await.until(LIMIT, "no target log-agent, and none expected", () -> Metrics.query(
                        "{__name__=~\"up|service:expected\",service=\"log-agent\"}")
                .isEmpty());
    }

    @Test
    void collectorReadsTheOverlayLast() throws Exception {
        assertThat(Compose.run("logs", "--no-log-prefix", "otel-collector")).contains("\"overlay\":\"loaded\"");
    }

    /** {@code docker compose watch} restarts a component when its configuration changes. */
    @Test
    void watchedChangeRestartsTheComponent(@TempDir Path folder) throws Exception {
        Path file = LabCommand.PROJECT.resolve("infra/external/www/entitlements.json");
        String before = startOf("external");
        Path said = folder.resolve("watch.log");
        Process watch = new ProcessBuilder("docker", "compose", "watch", "--no-up")
                .directory(LabCommand.PROJECT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            Await.until(LIMIT, "compose watches", () -> Files.readString(said), text -> text.contains("Watch enabled"));
            Files.write(file, Files.readAllBytes(file));
            Await.until(LIMIT, "external is started again", () -> !startOf("external")
                    .equals(before));
        } finally {
            watch.destroy();
            watch.waitFor(20, TimeUnit.SECONDS);
        }
        Compose.awaitHealthy("external");
    }

    private static String startOf(String service) throws Exception {
        return Compose.containers().get(service).at("/State/StartedAt").asText();
    }
}
