package example.shop.checks.expectation;

import example.shop.signals.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A span that must be there.
 *
 * @param pattern with service and name
 * @param only true where it must have no children but the expected ones
 * @param children in any order
 */
public record ExpectedSpan(SpanPattern pattern, Optional<Duration> atMost, boolean only, List<ExpectedSpan> children) {

    public String service() {
        return pattern.service().orElseThrow();
    }

    public boolean isNamedAs(Span span) {
        return pattern.name().orElseThrow().fits(span.name());
    }

    /** In what {@code span}, which has its name, differs, each in words. */
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

    /** How many spans it stands for, itself included. */
    public int size() {
        return 1 + children.stream().mapToInt(ExpectedSpan::size).sum();
    }

    /** Such as {@code users  GET /api/users/{id} (server)}. */
    public String said() {
        return service() + "  " + pattern.name().orElseThrow()
                + pattern.kind()
                        .filter(kind -> !kind.equals("internal"))
                        .map(kind -> " (" + kind + ")")
                        .orElse("");
    }
}
