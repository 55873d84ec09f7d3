package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import example.shop.signals.Loki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The agent parses a line alike, whether it is in a file by itself or within Docker's JSON. */
class LogParsingIT extends WithLogPair {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    /** The writer of the file. */
    enum Source {
        PROCESS,
        DOCKER
    }

    @ParameterizedTest
    @EnumSource
    void lineOfAServiceKeepsItsTextAndIsFoundByItsTrace(Source source) throws IOException {
        Instant at = Instant.now().minusSeconds(30);
        String line = json(at, "WARN", "Something")
                .put("traceId", TRACE)
                .put("spanId", SPAN)
                .toString();
        Loki.Line stored = shipped(source, line).getFirst();
        assertThat(stored.text()).isEqualTo(line);
        assertThat(stored.at()).isEqualTo(at);
        assertThat(stored.labels())
                .containsEntry("job", "docker")
                .containsEntry("container", stored.labels().get("container"))
                .containsEntry("level", "WARN")
                .hasSize(3);
        assertThat(pair.loki()
                        .linesOf(TRACE, begin.minusSeconds(600), Instant.now().plusSeconds(60)))
                .filteredOn(found -> found.text().equals(line))
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.labels())
                        .containsEntry("trace_id", TRACE)
                        .containsEntry("span_id", SPAN));
    }

    /** The names that Java, Go and Loki have for levels and for the time. */
    @ParameterizedTest
    @EnumSource
    void namesOfLevelsMapToFewLevels(Source source) throws IOException {
        Map<String, String> levels = Map.of(
                "info", "INFO", "warning", "WARN", "SEVERE", "ERROR", "fatal", "FATAL", "FINE", "DEBUG", "loud",
                "UNKNOWN");
        for (Map.Entry<String, String> level : levels.entrySet()) {
            Loki.Line stored = shipped(
                            source, json(Instant.now(), level.getKey(), "x").toString())
                    .getFirst();
            assertThat(stored.labels()).as(level.getKey()).containsEntry("level", level.getValue());
        }
    }

    @ParameterizedTest
    @EnumSource
    void timeIsReadFromEachOfItsFields(Source source) throws IOException {
        Instant at = Instant.now().minusSeconds(100);
        for (String name : List.of("timestamp", "ts", "time")) {
            String line = Stack.JSON.createObjectNode().put(name, at.toString()).toString();
            assertThat(shipped(source, line).getFirst().at()).as(name).isEqualTo(at);
        }
    }

    /** Go's collectors write the zone without a colon, where the machine is not on UTC. */
    @ParameterizedTest
    @EnumSource
    void zoneIsReadWithAndWithoutAColon(Source source) throws IOException {
        Instant at = Instant.now().minusSeconds(50).truncatedTo(ChronoUnit.MILLIS);
        for (String zone : List.of("+01:00", "+0100")) {
            String name = zone.contains(":") ? "time" : "ts";
            String local = at.atOffset(ZoneOffset.UTC).plusHours(1).toLocalDateTime() + zone;
            String line = Stack.JSON.createObjectNode().put(name, local).toString();
            assertThat(shipped(source, line).getFirst().at()).as(zone).isEqualTo(at);
        }
    }

    @Test
    void brokenDockerWrapperIsALineOfTextAndTheNextLineIsIntact() throws IOException {
        String broken = "{\"log\":\"cut off";
        String container = "broken";
        Files.writeString(pair.log(container), broken + "\n" + docker("sound", "{\"message\":\"next\"}"));
        assertThat(stored(container, 1)).extracting(LogParsingIT::message).containsExactly(broken);
        assertThat(stored("sound", 1)).extracting(Loki.Line::text).containsExactly("{\"message\":\"next\"}");
    }

    @ParameterizedTest
    @EnumSource
    void exceptionIsOneRecordAndTheLinesAroundItAreNot(Source source) throws IOException {
        String exception = """
                Exception in thread "main" java.lang.IllegalStateException: boom
                \tat a.B.c(B.java:1)
                \tat a.B.main(B.java:2)
                Caused by: java.io.IOException: disk
                \t... 1 more""";
        List<Loki.Line> stored = shipped(source, ("before\n" + exception + "\nafter").split("\n"), 3);
        String first = exception.lines().findFirst().orElseThrow();
        assertThat(stored).extracting(LogParsingIT::message).containsExactlyInAnyOrder("before", first, "after");
        assertThat(stored).extracting(line -> field(line, "stackTrace")).containsExactlyInAnyOrder("", exception, "");
    }

    @ParameterizedTest
    @EnumSource
    void lineThatIsNoJsonObjectBecomesTheMessageOfAMarkedOne(Source source) throws IOException {
        String[] lines = {"plain", "{broken", "[1, 2]", "\"text\"", "null", "{\"a\":1} and more", "Grüße \\ \"zitiert\""
        };
        List<Loki.Line> stored = shipped(source, lines, lines.length);
        assertThat(stored).extracting(LogParsingIT::message).containsExactlyInAnyOrder(lines);
        assertThat(stored).allSatisfy(line -> {
            assertThat(line.labels()).containsEntry("level", "UNKNOWN").hasSize(3);
            assertThat(field(line, "level")).isEqualTo("UNKNOWN");
            assertThat(field(line, "format")).isEqualTo("plain");
            assertThat(Instant.parse(field(line, "timestamp")))
                    .isEqualTo(line.at().truncatedTo(ChronoUnit.MICROS));
        });
    }

    @ParameterizedTest
    @EnumSource
    void fieldsOfTheWrongKindBreakNothing(Source source) throws IOException {
        String[] lines = {
            "{\"level\":{\"a\":1},\"timestamp\":3,\"traceId\":[1],\"loggerName\":[\"a\"]}",
            "{\"level\":\"INFO\",\"timestamp\":\"2999-01-01T00:00:00Z\",\"traceId\":\"\",\"spanId\":\"\"}",
            "{\"timestamp\":\"yesterday\",\"traceId\":\"xyz\"}",
            "{}"
        };
        List<Loki.Line> stored = shipped(source, lines, lines.length);
        assertThat(stored).extracting(Loki.Line::text).containsExactlyInAnyOrder(lines);
        assertThat(stored).allSatisfy(line -> assertThat(line.at()).isBetween(begin, Instant.now()));
    }

    /** Docker cuts a line after 16 KiB. */
    @ParameterizedTest
    @EnumSource
    void longLineIsWhole(Source source) throws IOException {
        String line = json(Instant.now(), "INFO", "long".repeat(12_000)).toString();
        assertThat(shipped(source, line)).extracting(Loki.Line::text).containsExactly(line);
    }

    private static String message(Loki.Line line) {
        return field(line, "message");
    }

    private static String field(Loki.Line line, String name) {
        return Stack.json(line.text()).path(name).asText();
    }

    private static ObjectNode json(Instant at, String level, String message) {
        ObjectNode line = Stack.JSON.createObjectNode();
        line.put("timestamp", at.toString()).put("level", level);
        return line.put("loggerName", "example.Shop").put("message", message);
    }

    private List<Loki.Line> shipped(Source source, String line) throws IOException {
        return shipped(source, new String[] {line}, 1);
    }

    /** Writes {@code lines} as a new container, and returns its records in Loki as soon as there are {@code count}. */
    private List<Loki.Line> shipped(Source source, String[] lines, int count) throws IOException {
        String container = container();
        Path file = pair.log(source == Source.DOCKER ? container + "-json" : container);
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(source == Source.DOCKER ? docker(container, line) : line + "\n");
        }
        Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        return stored(container, count);
    }

    /** As Docker's json-file driver writes a line, in pieces where it is long. */
    private static String docker(String container, String line) {
        StringBuilder text = new StringBuilder();
        String rest = line + "\n";
        while (!rest.isEmpty()) {
            String piece = rest.substring(0, Math.min(16 * 1024, rest.length()));
            rest = rest.substring(piece.length());
            text.append(NumberedLines.docker(container, piece)).append('\n');
        }
        return text.toString();
    }
}
