package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import example.shop.signals.Loki;
import example.shop.signals.Poll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loki has every line of equal text and time exactly once, also where the agent reads them twice. Has a pair of its own. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the pair of EqualLinesIT: its tests run one after the other")
@Tag("lab")
@Tag("once")
class EqualLinesIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Instant BEGIN = Instant.now();

    @TempDir
    static Path home;

    private static LogPair pair;
    private static int containers;

    @BeforeAll
    static void start() throws IOException {
        pair = LogPair.start(home);
    }

    @AfterAll
    static void stop() {
        pair.close();
    }

    @ParameterizedTest
    @CsvSource({"SECONDS, 5", "MILLIS, 5", "MICROS, 5", "NANOS, 5", "SECONDS, 4000", "MILLIS, 4000", "NANOS, 900"})
    void equalLinesOfOneTimeAreAllThere(ChronoUnit resolution, int count) throws IOException {
        String container = "equal" + containers++;
        Instant at = Instant.now().minusSeconds(30).truncatedTo(resolution);
        Files.writeString(pair.log(container), json(at, container).repeat(count));
        List<Loki.Line> stored = stored(container, count);
        assertThat(stored).hasSize(count);
        assertThat(stored).allSatisfy(line -> assertThat(line.at()).isBetween(at, at.plusMillis(1)));
    }

    /** Docker's own time of two lines may also be equal. */
    @Test
    void equalLinesOfTextWithinDockersJsonAreAllThere() throws IOException {
        String container = "equal" + containers++;
        ObjectNode wrapped = Stack.JSON.createObjectNode().put("log", "text\n").put("stream", "stdout");
        wrapped.putObject("attrs").put("tag", container);
        wrapped.put("time", Instant.now().minusSeconds(5).toString());
        Files.writeString(pair.log(container + "-json"), (wrapped + "\n").repeat(5));
        assertThat(stored(container, 5)).hasSize(5);
    }

    @Test
    void orderOfLinesOfOneSecondIsThatOfTheFile() throws IOException {
        String container = "equal" + containers++;
        Instant at = Instant.now().minusSeconds(30).truncatedTo(ChronoUnit.SECONDS);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            lines.append(json(at, container + " number=" + i));
        }
        Files.writeString(pair.log(container), lines);
        assertThat(stored(container, 100))
                .extracting(line -> NumberedLines.number(line.text()))
                .isSorted();
    }

    @Test
    void killedAgentReadsEqualLinesAgainAndStoresThemOnce() throws IOException {
        String container = "equal" + containers++;
        Path file = pair.log(container);
        String line = json(Instant.now().truncatedTo(ChronoUnit.SECONDS), container);
        Files.writeString(file, line.repeat(50));
        stored(container, 50);
        for (int kill = 1; kill <= 3; kill++) {
            pair.killAgent();
            Files.writeString(file, line.repeat(50), StandardOpenOption.APPEND);
            pair.startAgent();
            stored(container, 50 * (kill + 1));
        }
        Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        pair.killAgent();
        pair.startAgent();
        // The agent reads a line written now after the lines that it reads again.
        Files.writeString(file, json(Instant.now(), container + " last"));
        Poll.until(
                        LIMIT,
                        () -> lines(container).stream()
                                        .anyMatch(stored -> stored.text().contains("last"))
                                ? Optional.of(true)
                                : Optional.empty())
                .orElseThrow();
        assertThat(lines(container)).hasSize(201);
    }

    private static String json(Instant at, String message) {
        ObjectNode line = Stack.JSON.createObjectNode().put("timestamp", at.toString());
        return line.put("level", "INFO").put("message", message) + "\n";
    }

    private static List<Loki.Line> stored(String container, int count) {
        return Poll.until(LIMIT, () -> Optional.of(lines(container)).filter(lines -> lines.size() >= count))
                .orElseThrow(() -> new AssertionError("Loki has fewer than " + count + " lines of " + container));
    }

    private static List<Loki.Line> lines(String container) throws IOException {
        return pair.loki()
                .lines(
                        "{container=\"" + container + "\"}",
                        BEGIN.minusSeconds(60),
                        Instant.now().plusSeconds(60));
    }
}
