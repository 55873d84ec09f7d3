package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import example.shop.signals.Http;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export holds all data of the stores, beyond their limit for one answer. */
@Tag("lab")
class ExportIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** More than Loki's limit for one answer, 5,000. */
    private static final int LINES = 5500;
    /** More than the export asks Jaeger for at once, 25. */
    private static final int REQUESTS = 120;

    /** Its traces begin at one microsecond, as those of a clock of milliseconds; each is kept, because it failed. */
    private static final String SENDER = Carriers.SERVICE + " \"of\", [é]/../<\\> " + "n".repeat(200);

    private static final String SERIES = "http_requests_total{service=\"gateway\"}";
    /** A new one each time, as Loki keeps the lines of earlier runs. */
    private static final String CONTAINER = "export-test-" + Instant.now().toEpochMilli();

    private static final Path LOG = Stack.LOGS.resolve(CONTAINER + ".log");

    @TempDir
    static Path temporary;

    private static final List<TraceParent> SENT = new ArrayList<>();
    /** With the highest ids as well, which Jaeger leaves out at the end of a search. */
    private static final List<TraceParent> AT_ONCE = Stream.generate(TraceParent::random)
            .limit(REQUESTS)
            .flatMap(parent ->
                    Stream.of(parent, new TraceParent("ff" + parent.traceId().substring(2), parent.spanId())))
            .distinct()
            .toList();

    private static final Set<String> SAMPLES = new TreeSet<>();
    private static Path export;
    private static Instant to;
    private static String printed;

    @BeforeAll
    static void fillTheStoresAndExport() throws Exception {
        write(LINES);
        for (int i = 0; i < REQUESTS; i++) {
            TraceParent parent = TraceParent.random();
            SENT.add(parent);
            Stack.get(parent, Stack.GATEWAY + "/api/users/1");
        }
        sendAtOnce();
        for (TraceParent parent : AT_ONCE) {
            Stack.stored(parent.traceId(), LIMIT);
        }
        for (TraceParent parent : SENT) {
            Stack.trace(parent, trace -> trace.services().containsAll(Set.of("gateway", "users")));
        }
        Await.until(
                LIMIT,
                "all lines in Loki",
                () -> count("{container=\"" + CONTAINER + "\"}", Instant.now()) == LINES
                        && count("{container=\"users\"} |= \"" + SENT.getLast().traceId() + "\"", Instant.now()) == 1);
        Await.until(LIMIT, "samples in Prometheus", () -> SAMPLES.addAll(samplesInPrometheus()));
        export = temporary.resolve("export");
        printed = LabCommand.run("scripts/export", export.toString());
        Matcher time = Pattern.compile(" to (\\S+Z),").matcher(Files.readString(export.resolve("README.txt")));
        assertThat(time.find()).isTrue();
        to = Instant.parse(time.group(1));
    }

    @AfterAll
    static void clean() throws IOException {
        Files.deleteIfExists(LOG);
    }

    @Test
    void everyRequestIsThereAsOneWholeTrace() throws IOException {
        Map<String, JsonNode> traces = new HashMap<>();
        try (Stream<Path> files = Files.list(export.resolve("traces"))) {
            for (Path file : files.toList()) {
                Stack.JSON
                        .readTree(file.toFile())
                        .path("data")
                        .forEach(trace -> traces.put(trace.path("traceID").asText(), trace));
            }
        }
        assertThat(printed).contains(" " + traces.size() + " traces, ");
        assertThat(traces)
                .containsKeys(Stream.concat(SENT.stream(), AT_ONCE.stream())
                        .map(TraceParent::traceId)
                        .toArray(String[]::new));
        for (TraceParent parent : List.of(SENT.getFirst(), SENT.getLast())) {
            JsonNode inJaeger =
                    Stack.json(Stack.jaeger("traces/" + parent.traceId()).body());
            assertThat(traces.get(parent.traceId()).path("spans")).hasSameSizeAs(inJaeger.at("/data/0/spans"));
        }
    }

    @Test
    void everyLineIsThereOnceByTime() throws IOException {
        Map<String, List<JsonNode>> lines = lines();
        assertThat(lines.get(CONTAINER))
                .extracting(line -> printed(line).path("message").asText())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, LINES).mapToObj(i -> "line " + i).toList());
        assertThat(lines.get(CONTAINER))
                .extracting(line -> Instant.parse(line.path("timestamp").asText()))
                .isSorted();
        assertThat(lines.get("users"))
                .extracting(line -> printed(line).path("traceId").asText())
                .containsAll(SENT.stream().map(TraceParent::traceId).toList());
    }

    @Test
    void lineCountsOfServicesMatchLoki() throws IOException {
        Map<String, List<JsonNode>> lines = lines();
        for (String service : List.of("gateway", "products", "users")) {
            assertThat(count("{container=\"" + service + "\"}", to))
                    .as(service)
                    .isEqualTo(lines.get(service).size());
        }
    }

    @Test
    void snapshotHoldsTheSamplesThatPrometheusHad() throws Exception {
        String output = LabCommand.promtool(
                "tsdb",
                "dump",
                "--match=" + SERIES,
                export.resolve("prometheus").toString());
        Set<String> inSnapshot = new TreeSet<>();
        // {__name__="http_requests_total", …, status="200"} 12 1795465435945
        Matcher sample = Pattern.compile("route=\"([^\"]*)\".* (\\S+) (\\d+)").matcher(output);
        while (sample.find()) {
            inSnapshot.add(sample.group(1) + " " + sample.group(2) + " " + sample.group(3));
        }
        assertThat(inSnapshot).containsAll(SAMPLES);
    }

    private static void sendAtOnce() throws IOException {
        String now = Instant.now().toEpochMilli() + "000000";
        List<ObjectNode> spans = new ArrayList<>();
        for (TraceParent parent : AT_ONCE) {
            ObjectNode span = Otlp.root(parent, "export", now);
            span.putObject("status").put("code", 2);
            spans.add(span);
        }
        Otlp.send("/v1/traces", "resourceSpans", List.of(Otlp.resource(SENDER, spans)));
    }

    /** Lines of the minute before last, three in each millisecond, so that pages end within one. */
    private static void write(int count) throws IOException {
        Instant first = Instant.now().minusSeconds(60);
        Files.write(
                LOG,
                IntStream.range(0, count)
                        .mapToObj(i -> "{\"timestamp\":\"" + first.plusMillis(i / 3)
                                + "\",\"level\":\"INFO\",\"message\":\"line " + i + "\"}")
                        .toList());
    }

    private static Map<String, List<JsonNode>> lines() throws IOException {
        Map<String, List<JsonNode>> lines = new HashMap<>();
        try (Stream<String> file = Files.lines(export.resolve("logs.jsonl"))) {
            for (String text : file.toList()) {
                JsonNode line = Stack.JSON.readTree(text);
                lines.computeIfAbsent(line.path("labels").path("container").asText(), container -> new ArrayList<>())
                        .add(line);
            }
        }
        return lines;
    }

    private static JsonNode printed(JsonNode exported) {
        return Stack.json(exported.path("line").asText());
    }

    /** How many lines of the hour before {@code at} Loki has. */
    private static int count(String lines, Instant at) throws IOException {
        String query = "sum(count_over_time(" + lines + " [1h]))";
        return (int) Metrics.first(Stack.loki("query?time=" + at.toEpochMilli() + "000000&query=" + Http.encode(query))
                .path("result"));
    }

    /** Route, value and time in milliseconds of each sample of the last minutes. */
    private static Set<String> samplesInPrometheus() throws IOException {
        Set<String> samples = new TreeSet<>();
        for (JsonNode series : Metrics.query(SERIES + "[5m]")) {
            for (JsonNode sample : series.path("values")) {
                samples.add(series.path("metric").path("route").asText() + " "
                        + sample.path(1).asText() + " "
                        + Math.round(sample.path(0).asDouble() * 1000));
            }
        }
        return samples;
    }
}
