package example.shop.checks.trace;

import example.shop.checks.expectation.ExpectedSpan;
import example.shop.checks.system.Jaeger;
import example.shop.checks.system.SentRequest;
import example.shop.signals.Span;
import example.shop.signals.Trace;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks for a part of a trace that became its own trace, because the link between the two was lost. */
record DetachedTraces(Jaeger jaeger, List<ShapeTrace> traces) {

    /** For the clocks of two machines; a larger value would take foreign requests for ours. */
    private static final int SLACK_MILLIS = 200;

    /** A separate trace that began with the expected span while the span that called it, or the request, was running. */
    Optional<Trace> find(ShapeTrace one, MissingHop crossing) {
        ExpectedSpan expected = crossing.into();
        Instant from = crossing.above()
                .map(span -> instant(span.startMicros()))
                .orElse(one.visit().sent())
                .minusMillis(SLACK_MILLIS);
        Instant to = crossing.above()
                .map(span -> instant(span.endMicros()))
                .orElse(one.visit().ended())
                .plusMillis(SLACK_MILLIS);
        Set<String> own = traces.stream().map(trace -> trace.trace().id()).collect(Collectors.toSet());
        return of(expected.service(), from)
                .filter(trace -> !own.contains(trace.id()))
                .filter(trace -> trace.roots().stream()
                        .anyMatch(root -> root.service().equals(expected.service())
                                && expected.isNamedAs(root)
                                && couldContinueTheTrace(root, crossing)
                                && instant(root.startMicros()).isAfter(from)
                                && instant(root.startMicros()).isBefore(to)))
                .findFirst();
    }

    /** The traces of {@code service} since a time, as far as Jaeger returns them. */
    Stream<Trace> of(String service, Instant since) {
        try {
            return jaeger.tracesOf(service, since).stream();
        } catch (IOException unknown) {
            // Then nothing is known of it; another check reports that Jaeger does not answer.
            return Stream.empty();
        }
    }

    /** Whether the checks may have sent the request: a span may record the user agent of its sender. */
    private static boolean couldContinueTheTrace(Span root, MissingHop crossing) {
        return !crossing.from().equals(MissingHop.CALLER)
                || root.attributes()
                        .getOrDefault("user_agent.original", SentRequest.USER_AGENT)
                        .equals(SentRequest.USER_AGENT);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
