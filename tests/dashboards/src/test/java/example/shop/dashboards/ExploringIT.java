package example.shop.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.signals.Http;
import example.shop.signals.Poll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Follows the guided tour of docs/exploring.md step by step, with its own commands and queries. */
@Tag("stack")
class ExploringIT {

    private static final Path TOUR = Path.of("..", "..", "docs", "exploring.md");
    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final double SLOW_SECONDS = 1.2;

    private final Instant begin = Instant.now();
    private String traceId = "<none yet>";

    @Test
    void tourLeadsFromThePanelToTheCause() throws Exception {
        List<String> walked = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(TOUR));
        while (block.find()) {
            String text = block.group(2).strip();
            switch (block.group(1)) {
                case "sh" -> run(text);
                case "promql" -> assertSlow(text);
                case "exemplars" -> traceId = slowExemplar(text);
                case "trace" -> assertTimeWentInUsers(text.replace("<trace id>", traceId));
                case "logql" -> assertLines(text.replace("<trace id>", traceId));
                default -> throw new AssertionError("unknown type of block: " + block.group(1));
            }
            walked.add(block.group(1));
        }
        assertThat(walked).containsExactly("sh", "promql", "exemplars", "trace", "logql", "logql", "sh");
    }

    private static void run(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-euo", "pipefail", "-c", command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(command + "\n" + output).isZero();
    }

    private static void assertSlow(String promql) {
        Poll.until(LIMIT, () -> Optional.of(Stores.prometheus("query?query=" + Http.encode(promql))
                                .path("result")
                                .valueStream()
                                .map(series ->
                                        series.path("metric").path("service").asText())
                                .toList())
                        .filter(services -> services.containsAll(Traffic.SERVICES.keySet())))
                .orElseThrow(() -> new AssertionError("not all services are in " + promql));
    }

    /** The trace id of a request since the beginning of the tour; Jaeger has the trace. */
    private String slowExemplar(String series) {
        return Poll.until(LIMIT, () -> {
                    for (JsonNode one : Stores.prometheus("query_exemplars?query=" + Http.encode(series) + "&start="
                            + begin.getEpochSecond() + "&end=" + Instant.now().getEpochSecond())) {
                        for (JsonNode exemplar : one.path("exemplars")) {
                            String id = exemplar.path("labels").path("trace_id").asText();
                            if (exemplar.path("value").asDouble() >= SLOW_SECONDS
                                    && exemplar.path("timestamp").asDouble() > begin.getEpochSecond()
                                    && !Stores.jaeger("traces/" + id).isEmpty()) {
                                return Optional.of(id);
                            }
                        }
                    }
                    return Optional.empty();
                })
                .orElseThrow(() -> new AssertionError("no exemplar of a slow request of " + series));
    }

    private static void assertTimeWentInUsers(String request) throws IOException {
        JsonNode trace = Stores.jaeger(request.replace("GET /api/", "")).path(0);
        JsonNode slow = trace.path("spans")
                .valueStream()
                .filter(span -> Stores.tag(span, "shop.fault").equals("latency"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span with shop.fault=latency: " + request));
        assertThat(trace.path("processes")
                        .path(slow.path("processID").asText())
                        .path("serviceName")
                        .asText())
                .isEqualTo("users");
        long children = trace.path("spans")
                .valueStream()
                .filter(span -> span.at("/references/0/spanID")
                        .asText()
                        .equals(slow.path("spanID").asText()))
                .mapToLong(span -> span.path("duration").asLong())
                .sum();
        assertThat(slow.path("duration").asLong() - children).isGreaterThanOrEqualTo((long) (SLOW_SECONDS * 1e6));
        assertThat(slow.path("logs").toString()).contains("fault injected");
    }

    private void assertLines(String logql) {
        Poll.until(LIMIT, () -> Optional.of(Stores.loki(
                                        "query_range?start=" + begin.getEpochSecond() + "&query=" + Http.encode(logql))
                                .path("result")
                                .toString())
                        .filter(found -> found.contains("Fault")))
                .orElseThrow(() -> new AssertionError("Loki has no fault in " + logql));
    }
}
