package example.shop.lab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import example.shop.lab.Answers;
import example.shop.lab.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceExportTest {

    private static final Instant FROM = Instant.parse("2026-01-05T10:00:00Z");
    private static final Instant TO = Instant.parse("2026-01-05T11:00:00Z");
    private static final long FIRST = FROM.getEpochSecond() * 1_000_000;
    private static final int LIMIT = 5;

    /** A trace as Jaeger finds it: by its services, and by the time of each span, in microseconds. */
    private record Kept(String id, Set<String> services, List<Long> starts) {}

    @TempDir
    Path folder;

    private final List<Kept> kept = new ArrayList<>();
    private Answers jaeger;

    @BeforeEach
    void answerAsJaeger() throws IOException {
        jaeger = new Answers()
                .at("/api/services", query -> "{\"data\":[\"gateway\",\"users\"]}")
                .at("/api/traces", this::search);
    }

    @AfterEach
    void stop() {
        jaeger.close();
    }

    @Test
    void everyTraceIsThereOnceHoweverFewJaegerGivesAtOnce() throws IOException {
        // Two thirds of them within one second, so that times must become short and may become long again.
        IntStream.range(0, 60)
                .forEach(i ->
                        keep("t" + i, FIRST + (i < 40 ? 100_000_000L + i * 20_000 : 110_000_000L + i * 50_000_000L)));
        assertThat(export()).hasSize(60).doesNotHaveDuplicates().contains("t0", "t39", "t40", "t59");
    }

    @Test
    void traceThatLastsIsThereOnce() throws IOException {
        IntStream.range(0, 12).forEach(i -> keep("t" + i, FIRST + i * 1_000_000L, FIRST + 3_500_000_000L + i));
        assertThat(export()).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    void firstAndLastMicrosecondBelongToIt() throws IOException {
        keep("before", FIRST - 1);
        keep("first", FIRST);
        keep("last", FIRST + 3_600_000_000L);
        keep("after", FIRST + 3_600_000_001L);
        assertThat(export()).containsExactlyInAnyOrder("first", "last");
    }

    @Test
    void noTracesAreAnEmptyDocument() throws IOException {
        assertThat(export()).isEmpty();
    }

    @Test
    void moreTracesAtOneTimeThanJaegerGivesAreAnError() {
        IntStream.range(0, LIMIT).forEach(i -> keep("t" + i, FIRST + 7));
        assertThatIOException()
                .isThrownBy(this::export)
                .withMessageContaining("one microsecond, 2026-01-05T10:00:00.000007Z");
    }

    private void keep(String id, Long... starts) {
        kept.add(new Kept(id, kept.size() % 2 == 0 ? Set.of("gateway", "users") : Set.of("users"), List.of(starts)));
    }

    private String search(Map<String, String> query) {
        long start = Long.parseLong(query.get("start"));
        long end = Long.parseLong(query.get("end"));
        assertThat(query).containsEntry("limit", Integer.toString(LIMIT));
        Stream<Kept> found = kept.stream()
                .filter(trace -> trace.services().contains(query.get("service")))
                .filter(trace -> trace.starts().stream().anyMatch(at -> at >= start && at <= end));
        return found.limit(LIMIT)
                .map(trace -> "{\"traceID\":\"" + trace.id() + "\"}")
                .collect(Collectors.joining(",", "{\"errors\":null,\"data\":[", "]}"));
    }

    private List<String> export() throws IOException {
        Path path = folder.resolve("traces.json");
        int count;
        try (ExportFile file = new ExportFile(path)) {
            count = new TraceExport(jaeger.url(), LIMIT, new Progress(System.out)).write(FROM, TO, file);
        }
        List<String> ids = new ArrayList<>();
        for (JsonNode trace :
                new ObjectMapper().readTree(Files.readString(path)).required("data")) {
            ids.add(trace.path("traceID").asText());
        }
        assertThat(ids).hasSize(count);
        return ids;
    }
}
