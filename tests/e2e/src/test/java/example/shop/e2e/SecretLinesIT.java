package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import example.shop.lab.Loki;
import example.shop.lab.Poll;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the log agent cuts out of lines that somebody else has written, whose process does not keep its secrets. */
@Tag("lab")
class SecretLinesIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** Not a service's: a file that the agent reads as it reads any other. */
    private static final Path FILE = Stack.LOGS.resolve("secrets-test.log");

    private static final Map<String, String> SECRETS = Map.of("SECRET", Marker.word(), "CARD", Marker.card());

    private static List<Loki.Line> held;

    /** A line as it is written, and as Loki is to hold it. */
    private record Case(String written, String expected) {}

    @BeforeAll
    static void writeLines() throws IOException {
        Instant start = Instant.now();
        List<String> written = cases().stream().map(Case::written).toList();
        Files.write(FILE, written, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        held = Poll.until(LIMIT, () -> Optional.of(Stack.LOKI.lines(
                                "{container=\"secrets-test\"}",
                                start,
                                Instant.now().plusSeconds(1)))
                        .filter(lines -> lines.size() >= written.size()))
                .orElseThrow(() -> new AssertionError("the lines of " + FILE + " are not in Loki"));
    }

    @Test
    void secretsAreCutOutAndTheRestStays() throws IOException {
        assertThat(held.stream().map(Loki.Line::text))
                .containsExactlyInAnyOrderElementsOf(
                        cases().stream().map(Case::expected).toList());
    }

    @Test
    void jsonStaysJson() {
        List<String> json = held.stream()
                .map(Loki.Line::text)
                .filter(line -> line.startsWith("{\""))
                .toList();
        assertThat(json).isNotEmpty().allSatisfy(line -> assertThatCode(() -> Stack.JSON.readTree(line))
                .as(line)
                .doesNotThrowAnyException());
    }

    @Test
    void labelsAndMetadataHoldNoSecretAndTheIdsOfTheTrace() {
        assertThat(held).allSatisfy(line -> assertThat(line.labels().toString())
                .doesNotContain(SECRETS.get("SECRET"), SECRETS.get("CARD")));
        assertThat(held)
                .filteredOn(line -> line.text().contains("\"id\":23"))
                .singleElement()
                .satisfies(line -> assertThat(line.labels())
                        .containsEntry("trace_id", "0af7651916cd43dd8448eb211c80319c")
                        .containsEntry("span_id", "4000000000000002"));
    }

    /** The file's first paragraph is about it, and the first line of each other one says what it shows. */
    private static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        String[] paragraphs = text().split("\n\n");
        for (int paragraph = 1; paragraph < paragraphs.length; paragraph++) {
            List<String> lines = paragraphs[paragraph].lines().skip(1).toList();
            for (int i = 0; i < lines.size(); i++) {
                String written = filled(lines.get(i));
                boolean isCut = i + 1 < lines.size() && lines.get(i + 1).startsWith("=");
                cases.add(new Case(written, isCut ? lines.get(++i).substring(1) : written));
            }
        }
        return cases;
    }

    private static String filled(String line) {
        String filled = line;
        for (Map.Entry<String, String> secret : SECRETS.entrySet()) {
            filled = filled.replace(secret.getKey(), secret.getValue());
        }
        return filled;
    }

    private static String text() throws IOException {
        try (InputStream file = SecretLinesIT.class.getResourceAsStream("/secret-lines.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
