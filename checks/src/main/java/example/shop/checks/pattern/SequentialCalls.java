package example.shop.checks.pattern;

import example.shop.signals.Span;
import example.shop.signals.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Calls to different peers that one request makes one after the other. Only reads count: a write after a read usually
 * waits for it on purpose, as a checkout asks for the user before it takes stock. Statements do not count: the next call
 * mostly depends on the content of a row, and a transaction has one connection.
 */
final class SequentialCalls {

    /** The threshold for the possible saving, in microseconds: half of the 100 ms from which on a person notices a delay. */
    static final long SAVED_MICROS = 50_000;

    /** The least share of the request that the saving must be: below a fifth, look at something else first. */
    static final double SAVED_SHARE = 0.2;

    private static final Set<String> READS = Set.of("GET", "HEAD");

    private SequentialCalls() {}

    static List<Finding> in(Trace trace) {
        return trace.spans().stream()
                .filter(span -> span.kind().equals("server"))
                .sorted(Comparator.comparingLong(Span::startMicros))
                .map(request -> of(trace, request))
                .filter(Objects::nonNull)
                .toList();
    }

    private static Finding of(Trace trace, Span request) {
        List<Span> calls = calls(trace, request);
        if (calls.stream().map(SequentialCalls::peer).distinct().count() < 2 || !Siblings.inTurn(calls)) {
            return null;
        }
        long longest = calls.stream().mapToLong(Span::durationMicros).max().orElseThrow();
        long saved = Findings.micros(calls) - longest;
        if (saved < SAVED_MICROS || saved < SAVED_SHARE * request.durationMicros()) {
            return null;
        }
        String said =
                "%d calls one after the other below %s, %s of its %s: %s. They could be parallel, if none needs the"
                        .formatted(
                                calls.size(),
                                Findings.named(request),
                                Findings.millis(Findings.micros(calls)),
                                Findings.millis(request.durationMicros()),
                                String.join(
                                        ", then ",
                                        calls.stream()
                                                .map(call -> call.name() + " at " + peer(call) + " with "
                                                        + Findings.millis(call.durationMicros()))
                                                .toList()));
        return new Finding(
                Finding.Pattern.SEQUENTIAL_CALLS,
                said + " answer of another: up to " + Findings.millis(saved) + " less.",
                calls);
    }

    /**
     * The reads of a service from its peers within a request, by start; also below spans that only wrap it. Leaves out a
     * failed call: the calls after it are another try or a fallback.
     */
    private static List<Span> calls(Trace trace, Span request) {
        List<Span> inside = new ArrayList<>(List.of(request));
        List<Span> calls = new ArrayList<>();
        for (int i = 0; i < inside.size(); i++) {
            for (Span child : trace.children(inside.get(i))) {
                if (child.kind().equals("client")) {
                    calls.add(child);
                } else if (child.service().equals(request.service())) {
                    inside.add(child);
                }
            }
        }
        return calls.stream()
                .filter(call -> !Siblings.isStatement(call) && !call.isError())
                .filter(call -> READS.contains(call.attributes().getOrDefault("http.request.method", "")))
                .sorted(Comparator.comparingLong(Span::startMicros))
                .toList();
    }

    /** Host and port, such as {@code users.test:8080}. */
    private static String peer(Span call) {
        return call.attributes()
                .getOrDefault("url.full", call.name())
                .replaceFirst("^[a-z]+://", "")
                .replaceFirst("[/?#].*", "");
    }
}
