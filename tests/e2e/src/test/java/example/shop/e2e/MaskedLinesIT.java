package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.e2e.Corpus.Entry;
import example.shop.signals.Loki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Writes each text of the corpus as a process would, and looks for it in the log agent's lines in Loki. */
@Tag("lab")
class MaskedLinesIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** Not a service's: the agent reads it like any other file. */
    private static final Path FILE = Stack.LOGS.resolve("masked-lines.log");

    /** An exception: the agent keeps the one before it until this comes, and this for a second. */
    private static final String LAST = "LastException: the last line";

    private static final String SPAN_ID =
            "{\"traceId\":\"0af7651916cd43dd8448eb211c80319c\",\"spanId\":\"4000000000000002\","
                    + "\"parentId\":\"4000000000000010\",\"message\":\"paid with 4242424242424242\"}";

    private static List<Loki.Line> held;

    @BeforeAll
    static void writeLines() throws IOException {
        Instant start = Instant.now();
        List<String> written = Stream.concat(Corpus.entries().stream().map(Entry::text), Stream.of(SPAN_ID, LAST))
                .toList();
        Files.write(FILE, written, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        // A key without an end holds back the lines after it for a second.
        held = Await.until(
                LIMIT,
                "the lines of " + FILE,
                () -> Stack.LOKI.lines(
                        "{container=\"masked-lines\"}", start, Instant.now().plusSeconds(1)),
                lines -> List.of(LAST, "\"****\"").stream().allMatch(last -> lines.stream()
                        .anyMatch(line -> line.text().contains(last))));
    }

    @Test
    void linesContainNoSecret() {
        assertThat(Corpus.entries().stream().filter(Entry::isSecret).flatMap(entry -> held.stream()
                        .filter(line -> entry.isIn(line.text() + line.labels()))
                        .map(line -> entry + " -> " + line)))
                .isEmpty();
    }

    @Test
    void nonSecretsStay() {
        assertThat(held.stream().map(Loki.Line::text).map(MaskedLinesIT::written))
                .containsAll(Corpus.entries().stream()
                        .filter(entry -> !entry.isSecret())
                        .map(Entry::text)
                        .toList());
    }

    @Test
    void linesOfAPrivateKeyAreOneLine() {
        assertThat(held).filteredOn(line -> written(line.text()).equals("****")).hasSizeGreaterThan(1);
    }

    @Test
    void spanIdOfDigitsStaysBesideACardNumber() {
        assertThat(held)
                .filteredOn(line -> line.text().contains("paid with"))
                .singleElement()
                .extracting(Loki.Line::text)
                .isEqualTo(SPAN_ID.replace("4242424242424242", "****"));
    }

    /** The line as a process wrote it: the message of a line in Loki, unless it was JSON. */
    private static String written(String text) {
        JsonNode line = Stack.json(text);
        return line.has("stackTrace")
                ? line.path("stackTrace").asText()
                : line.path("message").asText(text);
    }
}
