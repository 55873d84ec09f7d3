package example.shop.checks.pattern;

import example.shop.signals.Span;
import example.shop.signals.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Calls whose caller stopped waiting before the answer. */
final class Timeouts {

    /**
     * In microseconds. A call of at least this duration that ended in an error and without an answer counts as abandoned. A
     * refused or broken connection fails within a few milliseconds; the shortest read timeout of the shop is 300 ms. The
     * query for {@code external-timeout} in docs/telemetry.md has the same limit.
     */
    static final long LONG_MICROS = 250_000;

    /** How much longer the peer worked, in microseconds: the other end may notice a closed connection earlier. */
    static final long WORKED_ON_MICROS = 10_000;

    private Timeouts() {}

    static List<Finding> in(Trace trace) {
        return Siblings.of(trace, Siblings::request).stream()
                .map(group -> new Siblings(
                        group.parent(),
                        group.spans().stream()
                                .filter(span -> gaveUp(trace, span))
                                .toList()))
                .filter(group -> !group.spans().isEmpty())
                .map(group -> new Finding(Finding.Pattern.TIMEOUT, said(trace, group), group.spans()))
                .toList();
    }

    private static boolean gaveUp(Trace trace, Span call) {
        if (Siblings.isStatement(call)
                || !call.isError()
                || call.attributes().containsKey("http.response.status_code")) {
            return false;
        }
        return call.attributes()
                        .getOrDefault("error.type", "")
                        .toLowerCase(Locale.ROOT)
                        .contains("timeout")
                || call.durationMicros() >= LONG_MICROS
                || workedOn(trace, call).isPresent();
    }

    private static String said(Trace trace, Siblings group) {
        List<Span> spans = group.spans();
        String calls = "%s %s below %s ended without an answer after %s%s"
                .formatted(
                        spans.size() == 1 ? "A call" : spans.size() + " calls",
                        Findings.named(spans.getFirst()),
                        Findings.named(group.parent()),
                        String.join(
                                " and ",
                                spans.stream()
                                        .map(span -> Findings.millis(span.durationMicros()))
                                        .toList()),
                        spans.size() == 1 ? "" : ", " + Findings.inAll(spans));
        return calls
                + spans.stream()
                        .flatMap(span -> workedOn(trace, span).stream())
                        .findFirst()
                        .map(micros -> "; the peer worked on it for %s.".formatted(Findings.millis(micros)))
                        .orElse(".");
    }

    /**
     * How long the peer worked on an abandoned call, in microseconds. Measured from the start of the peer's own span, since
     * clocks of two hosts differ, and to the end of all its work, since the span of the request may end with its connection.
     *
     * @return nothing if the peer left no span or finished in time
     */
    private static Optional<Long> workedOn(Trace trace, Span call) {
        return trace.children(call).stream()
                .filter(span -> span.kind().equals("server"))
                .map(server -> below(trace, server).stream()
                                .mapToLong(Span::endMicros)
                                .max()
                                .orElseThrow()
                        - server.startMicros())
                .filter(micros -> micros - call.durationMicros() >= WORKED_ON_MICROS)
                .max(Comparator.naturalOrder());
    }

    /** A span and all spans of its service below it. */
    private static List<Span> below(Trace trace, Span span) {
        List<Span> all = new ArrayList<>(List.of(span));
        for (int i = 0; i < all.size(); i++) {
            trace.children(all.get(i)).stream()
                    .filter(child -> child.service().equals(span.service()))
                    .forEach(all::add);
        }
        return all;
    }
}
