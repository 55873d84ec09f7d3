package example.shop.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.signals.Http;
import example.shop.signals.Poll;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Known traces in Jaeger. */
record KnownVerdict(List<KnownTrace> sent, Map<String, Found> found) {

    /** One trace: how many of its spans Jaeger has, and how many of these more than once. */
    record Found(int spans, int doubled) {
        private static final Found NOTHING = new Found(0, 0);
    }

    /** The kept share of plain traces, in infra/nginx/collector-pair.env. */
    static final double SHARE = 0.10;

    private static final int WHOLE = KnownTrace.SERVICES.size();
    /** Ids in one request; more would make the URL too long. */
    private static final int AT_ONCE = 100;

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration SOON = Duration.ofSeconds(10);

    /** Polls until every trace that must be kept is whole and no other is there in part, or for 90 s. */
    static KnownVerdict of(List<KnownTrace> sent) {
        KnownVerdict[] last = {new KnownVerdict(sent, Map.of())};
        Poll.until(LIMIT, () -> {
            KnownVerdict now = new KnownVerdict(sent, ask(sent));
            boolean settled = now.found.equals(last[0].found)
                    && now.missing().isEmpty()
                    && now.split().isEmpty();
            last[0] = now;
            return settled ? Optional.of(true) : Optional.empty();
        });
        return last[0];
    }

    /** Those that must be kept. */
    List<KnownTrace> toBeKept() {
        return sent.stream().filter(trace -> trace.mustBeKept(SHARE)).toList();
    }

    /** Those that must be kept and are absent. */
    List<KnownTrace> lost() {
        return toBeKept().stream().filter(trace -> spans(trace) == 0).toList();
    }

    /** Those that must be kept and lack a part. */
    List<KnownTrace> broken() {
        return toBeKept().stream()
                .filter(trace -> spans(trace) > 0 && spans(trace) < WHOLE)
                .toList();
    }

    /** Those that must be kept and are absent or incomplete. */
    List<KnownTrace> missing() {
        return toBeKept().stream().filter(trace -> spans(trace) < WHOLE).toList();
    }

    /** Those that need not be kept, and are there in part. */
    List<KnownTrace> split() {
        return sent.stream()
                .filter(trace -> !trace.mustBeKept(SHARE))
                .filter(trace -> spans(trace) > 0 && spans(trace) < WHOLE)
                .toList();
    }

    /** Spans that a reader sees twice. */
    long doubled() {
        return found.values().stream().mapToInt(Found::doubled).sum();
    }

    /** How many are plain. */
    long plain() {
        return sent.stream()
                .filter(trace -> trace.kind() == KnownTrace.Kind.PLAIN)
                .count();
    }

    /** The share of those in Jaeger, in percent. */
    double share() {
        return 100.0
                * sent.stream()
                        .filter(trace -> trace.kind() == KnownTrace.Kind.PLAIN && spans(trace) > 0)
                        .count()
                / plain();
    }

    private int spans(KnownTrace trace) {
        return found.getOrDefault(trace.id(), Found.NOTHING).spans();
    }

    /** True where {@code trace} becomes whole within ten seconds. */
    static boolean isThere(KnownTrace trace) {
        return Poll.until(SOON, () -> Optional.of(ask(List.of(trace)))
                        .filter(found ->
                                found.getOrDefault(trace.id(), Found.NOTHING).spans() == WHOLE))
                .isPresent();
    }

    /** Kind, id and time of traces, for messages. */
    static String describe(List<KnownTrace> traces) {
        return traces.stream()
                .map(trace -> trace.kind() + " " + trace.id() + " from " + trace.firstAccepted())
                .collect(Collectors.joining("\n", "\n", ""));
    }

    private static Map<String, Found> ask(List<KnownTrace> sent) throws IOException {
        Map<String, Found> found = new HashMap<>();
        for (int from = 0; from < sent.size(); from += AT_ONCE) {
            String ids = sent.subList(from, Math.min(from + AT_ONCE, sent.size())).stream()
                    .map(trace -> "traceID=" + trace.id())
                    .collect(Collectors.joining("&"));
            JsonNode answer = Stack.JSON.readTree(
                    Http.get(URI.create(Stack.JAEGER + "/api/traces?" + ids)).body());
            for (JsonNode trace : answer.path("data")) {
                Set<String> spans = new HashSet<>();
                trace.path("spans")
                        .forEach(span -> spans.add(span.path("spanID").asText()));
                found.put(
                        trace.path("traceID").asText(),
                        new Found(spans.size(), trace.path("spans").size() - spans.size()));
            }
        }
        return found;
    }
}
