package example.shop.checks.expectation;

import example.shop.signals.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The expected form of a request's trace.
 *
 * @param name its own name, for people
 * @param atMost from the start of the first span to the end of the last
 */
public record Shape(
        String name, Expectations.Request request, ExpectedSpan root, List<Count> counts, Optional<Duration> atMost) {

    /** The services that answer the request, by name: those with an expected server span. */
    public Set<String> answering() {
        return spans(root)
                .filter(span -> span.pattern().kind().filter("server"::equals).isPresent())
                .map(ExpectedSpan::service)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * How many spans of a trace may match a pattern, anywhere in its tree.
     *
     * @param atLeast inclusive
     * @param atMost inclusive
     */
    public record Count(SpanPattern pattern, int atLeast, int atMost) {

        /** The error of {@code trace}, in words, or nothing. */
        public Optional<String> wrong(Trace trace) {
            long count = trace.spans().stream().filter(pattern::fits).count();
            if (count >= atLeast && count <= atMost) {
                return Optional.empty();
            }
            return Optional.of(count + " " + pattern.said() + ", expected " + bounds());
        }

        private String bounds() {
            if (atLeast == atMost) {
                return "exactly " + atLeast;
            }
            if (atMost == Integer.MAX_VALUE) {
                return "at least " + atLeast;
            }
            return atLeast == 0 ? "at most " + atMost : atLeast + " to " + atMost;
        }
    }

    private static Stream<ExpectedSpan> spans(ExpectedSpan span) {
        return Stream.concat(Stream.of(span), span.children().stream().flatMap(Shape::spans));
    }
}
