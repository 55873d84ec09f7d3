package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A burst of access lines arrives whole. Measures its speed, and the time of a single line from written to found.
 * Prints its figures; {@code make test-stack WHAT=log-throughput} runs it alone with many more lines.
 */
@Tag("lab")
@Tag("once")
class LogThroughputIT {

    private static final int LINES = Integer.parseInt(System.getenv().getOrDefault("LOG_LINES", "10000"));
    private static final int SINGLE_LINES = 40;
    private static final Duration LIMIT = Duration.ofMinutes(8);
    private static final Duration GOAL = Duration.ofSeconds(3);

    @TempDir
    static Path home;

    @Test
    void burstArrivesWholeAndAfterItASingleLineIsFoundSoon() throws IOException {
        Path logs = Files.createDirectories(home.resolve("logs"));
        Instant begin = Instant.now();
        writeBurst(logs.resolve("burst.log"), begin);
        Instant start = Instant.now();
        try (LogPair pair = LogPair.start(home)) {
            awaitCount(pair, "burst", LINES);
            Duration elapsed = Duration.between(start, Instant.now());
            Duration cpu = pair.agent().info().totalCpuDuration().orElseThrow();
            System.out.printf(
                    "%d lines of %d bytes arrived in %.1f s; the agent took %.1f s of CPU: %.0f lines per second and core%n",
                    LINES,
                    Files.size(logs.resolve("burst.log")) / LINES,
                    elapsed.toMillis() / 1e3,
                    cpu.toMillis() / 1e3,
                    LINES * 1e3 / cpu.toMillis());
            System.out.printf(
                    "highest resident memory: agent %d MB, Loki %d MB%n",
                    peakMegabytes(pair.agent()), peakMegabytes(pair.lokiProcess()));
            long[] delays = delays(pair);
            System.out.printf(
                    "from written to found, %d single lines: median %d ms, 95th percentile %d ms, longest %d ms%n",
                    delays.length,
                    delays[delays.length / 2],
                    delays[delays.length * 95 / 100],
                    delays[delays.length - 1]);
            assertThat(delays[delays.length * 95 / 100]).isLessThan(GOAL.toMillis());
        }
    }

    /** Access lines as the services write them, a millisecond apart, the last of them now. */
    private static void writeBurst(Path file, Instant end) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int i = 0; i < LINES; i++) {
                writer.write(accessLine(end.minusMillis(LINES - i), i));
                writer.newLine();
            }
        }
    }

    private static String accessLine(Instant at, int number) {
        return """
                {"timestamp":"%s","loggerName":"access","level":"INFO","message":"GET /api/users/{id} 200",\
                "threadName":"quarkus-virtual-thread-%d","service":"users","spanId":"%016x","durationMs":"2.282441",\
                "parentId":"96fa407b0cd7cce5","traceId":"%032x","path":"/api/users/1","sampled":"true"}""".formatted(at, number % 100, number + 1, number + 1);
    }

    private static void awaitCount(LogPair pair, String container, int count) {
        String query = "sum(count_over_time({container=\"" + container + "\"}[1h]))";
        double stored = Await.until(
                LIMIT, count + " lines", () -> Metrics.first(pair.loki().vector(query)), found -> found >= count);
        assertThat(stored).isEqualTo(count);
    }

    /** Milliseconds from written to found of single lines, sorted. */
    private static long[] delays(LogPair pair) throws IOException {
        long[] delays = new long[SINGLE_LINES];
        Path file = pair.log("single");
        for (int i = 0; i < SINGLE_LINES; i++) {
            Instant written = Instant.now();
            Files.writeString(
                    file, accessLine(written, i) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            String query = "{container=\"single\"} |= \"%032x\"".formatted(i + 1);
            Await.until(
                    LIMIT,
                    query,
                    () -> pair.loki()
                            .lines(
                                    query,
                                    written.minusSeconds(60),
                                    Instant.now().plusSeconds(60)),
                    found -> !found.isEmpty());
            delays[i] = Duration.between(written, Instant.now()).toMillis();
        }
        Arrays.sort(delays);
        return delays;
    }

    private static long peakMegabytes(ProcessHandle process) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
