package example.shop.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.lab.Http;
import example.shop.lab.Poll;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What Jaeger has of known traces. */
record KnownVerdict(List<KnownTrace> sent, Map<String, Found> found) {

    /** Of one trace: how many of its spans there are, and how many of these more than once. */
    record Found(int spans, int doubled) {
        private static final Found NOTHING = new Found(0, 0);
    }

    private static final int WHOLE = KnownTrace.SERVICES.size();
    /** Of ids in one question; more would be too long a URL. */
    private static final int AT_ONCE = 100;

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration SOON = Duration.ofSeconds(10);

    /** Asks until every trace that must be kept is whole and what there is stays as it is for a few seconds, or for 90 s. */
    static KnownVerdict of(List<KnownTrace> sent) {
        KnownVerdict[] last = {new KnownVerdict(sent, Map.of())};
        Poll.until(LIMIT, () -> {
            KnownVerdict now = new KnownVerdict(sent, ask(sent));
            boolean settled = now.found.equals(last[0].found)
                    && now.lost().isEmpty()
                    && now.broken().isEmpty();
            last[0] = now;
            return settled ? Optional.of(true) : Optional.empty();
        });
        return last[0];
    }

    /** Those that must be kept and of which there is nothing. */
    List<KnownTrace> lost() {
        return mustBeKept(spans -> spans == 0);
    }

    /** Those that must be kept and of which a part is missing. */
    List<KnownTrace> broken() {
        return mustBeKept(spans -> spans > 0 && spans < WHOLE);
    }

    /** Plain ones of which a part is kept and another is not. */
    List<KnownTrace> split() {
        return where(trace -> !trace.kind().mustBeKept(), spans -> spans > 0 && spans < WHOLE);
    }

    long doubled() {
        return found.values().stream().mapToInt(Found::doubled).sum();
    }

    long plain() {
        return sent.stream().filter(trace -> !trace.kind().mustBeKept()).count();
    }

    /** Of the plain ones, the share of which there is something, in percent. */
    double share() {
        return 100.0
                * where(trace -> !trace.kind().mustBeKept(), spans -> spans > 0).size()
                / plain();
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

    private List<KnownTrace> mustBeKept(Predicate<Integer> spans) {
        return where(trace -> trace.kind().mustBeKept(), spans);
    }

    private List<KnownTrace> where(Predicate<KnownTrace> which, Predicate<Integer> spans) {
        return sent.stream()
                .filter(which)
                .filter(trace ->
                        spans.test(found.getOrDefault(trace.id(), Found.NOTHING).spans()))
                .toList();
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
