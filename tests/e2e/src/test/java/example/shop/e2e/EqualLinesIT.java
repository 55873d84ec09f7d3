package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import example.shop.signals.Loki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loki has every line of equal text and time exactly once, also where the agent reads them twice. */
class EqualLinesIT extends WithLogPair {

    @ParameterizedTest
    @CsvSource({"SECONDS, 5", "MILLIS, 5", "MICROS, 5", "NANOS, 5", "SECONDS, 4000", "MILLIS, 4000", "NANOS, 900"})
    void equalLinesOfOneTimeAreAllThere(ChronoUnit resolution, int count) throws IOException {
        String container = container();
        Instant at = Instant.now().minusSeconds(30).truncatedTo(resolution);
        Files.writeString(pair.log(container), json(at, container).repeat(count));
        List<Loki.Line> stored = stored(container, count);
        assertThat(stored).hasSize(count);
        assertThat(stored).allSatisfy(line -> assertThat(line.at()).isBetween(at, at.plusMillis(1)));
    }

    /** Docker's own time of two lines may also be equal. */
    @Test
    void equalLinesOfTextWithinDockersJsonAreAllThere() throws IOException {
        String container = container();
        String line = NumberedLines.docker(container, "text\n") + "\n";
        Files.writeString(pair.log(container + "-json"), line.repeat(5));
        assertThat(stored(container, 5)).hasSize(5);
    }

    @Test
    void orderOfLinesOfOneSecondIsThatOfTheFile() throws IOException {
        String container = container();
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
        String container = container();
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
        Await.until(Duration.ofSeconds(60), "the last line", () -> lines(container).stream()
                .anyMatch(stored -> stored.text().contains("last")));
        assertThat(lines(container)).hasSize(201);
    }

    private static String json(Instant at, String message) {
        ObjectNode line = Stack.JSON.createObjectNode().put("timestamp", at.toString());
        return line.put("level", "INFO").put("message", message) + "\n";
    }
}
