package example.shop.checks.expectation;

import example.shop.signals.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A span that must exist.
 *
 * @param pattern with service and name
 * @param only true if it must have no other children
 * @param children in any order
 */
public record ExpectedSpan(SpanPattern pattern, Optional<Duration> atMost, boolean only, List<ExpectedSpan> children) {

    public String service() {
        return pattern.service().orElseThrow();
    }

    public boolean isNamedAs(Span span) {
        return pattern.name().orElseThrow().fits(span.name());
    }

    /** The differences of {@code span}, which has the expected name, each in words. */
    public List<String> wrong(Span span) {
        List<String> wrong = new ArrayList<>();
        if (!service().equals(span.service())) {
            wrong.add("service is " + span.service() + ", not " + service());
        }
        wrong.addAll(pattern.wrong(span));
        atMost.filter(limit -> span.durationMicros() > limit.toNanos() / 1000)
                .ifPresent(limit -> wrong.add("took " + Durations.say(Duration.ofNanos(span.durationMicros() * 1000))
                        + ", more than " + Durations.say(limit)));
        return wrong;
    }

    /** The number of spans that it stands for, itself included. */
    public int size() {
        return 1 + children.stream().mapToInt(ExpectedSpan::size).sum();
    }

    /** For example {@code users  GET /api/users/{id} (server)}. */
    public String said() {
        return service() + "  " + pattern.name().orElseThrow()
                + pattern.kind()
                        .filter(kind -> !kind.equals("internal"))
                        .map(kind -> " (" + kind + ")")
                        .orElse("");
    }
}
