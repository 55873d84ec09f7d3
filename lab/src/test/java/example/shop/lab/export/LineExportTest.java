package example.shop.lab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import example.shop.lab.Answers;
import example.shop.lab.Progress;
import example.shop.signals.Loki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineExportTest {

    private static final Instant FROM = Instant.parse("2026-01-05T10:00:00Z");
    private static final long FIRST = FROM.getEpochSecond() * 1_000_000_000;
    private static final int LIMIT = 5;

    @TempDir
    Path folder;

    /** When each line was written, in nanoseconds, by time; its text is its number. */
    private final List<Long> times = new ArrayList<>();

    private Answers loki;

    @BeforeEach
    void answerAsLoki() throws IOException {
        loki = new Answers().at("/loki/api/v1/query_range", this::page);
    }

    @AfterEach
    void stop() {
        loki.close();
    }

    @Test
    void linesOfOneTimeOnBothSidesOfAPageBorderAreThereOnce() throws IOException {
        // Groups of one, two, three and four lines of one time: each way in which a border may cut them.
        for (int group = 0; group < 20; group++) {
            for (int i = 0; i <= group % 4; i++) {
                times.add(FIRST + group);
            }
        }
        assertThat(texts()).containsExactlyElementsOf(numbers());
    }

    @Test
    void exactlyOnePageIsWhole() throws IOException {
        IntStream.range(0, LIMIT).forEach(i -> times.add(FIRST + i));
        assertThat(texts()).containsExactlyElementsOf(numbers());
    }

    @Test
    void lineKeepsItsTimeToTheNanosecondItsLabelsAndItsText() throws IOException {
        times.add(FIRST + 1);
        JsonNode line = lines().getFirst();
        assertThat(line.path("timestamp").asText()).isEqualTo("2026-01-05T10:00:00.000000001Z");
        assertThat(line.path("labels").path("container").asText()).isEqualTo("users");
        assertThat(line.path("text").asText()).isEqualTo("0");
    }

    @Test
    void moreLinesOfOneTimeThanLokiGivesAreAnError() {
        IntStream.range(0, LIMIT + 1).forEach(i -> times.add(FIRST + 7));
        assertThatIOException()
                .isThrownBy(this::texts)
                .withMessageContaining("one nanosecond, 2026-01-05T10:00:00.000000007Z");
    }

    private String page(Map<String, String> query) {
        long start = Long.parseLong(query.get("start"));
        long end = Long.parseLong(query.get("end"));
        assertThat(query).containsEntry("direction", "forward");
        String values = IntStream.range(0, times.size())
                .filter(i -> times.get(i) >= start && times.get(i) < end)
                .limit(Integer.parseInt(query.get("limit")))
                .mapToObj(i -> "[\"" + times.get(i) + "\",\"" + i + "\"]")
                .collect(Collectors.joining(","));
        return "{\"data\":{\"result\":[{\"stream\":{\"container\":\"users\"},\"values\":[" + values + "]}]}}";
    }

    private List<String> numbers() {
        return IntStream.range(0, times.size()).mapToObj(Integer::toString).toList();
    }

    private List<String> texts() throws IOException {
        return lines().stream().map(line -> line.path("text").asText()).toList();
    }

    private List<JsonNode> lines() throws IOException {
        Path path = folder.resolve("logs.jsonl");
        int count;
        try (ExportFile file = new ExportFile(path)) {
            count = new LineExport(new Loki(loki.url()), LIMIT, new Progress(System.out))
                    .write(FROM, FROM.plusSeconds(3600), file);
        }
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(path)) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines).hasSize(count);
        return lines;
    }
}
