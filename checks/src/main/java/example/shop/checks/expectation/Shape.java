package example.shop.checks.expectation;

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
        String name, Request request, ExpectedSpan root, List<SpanCount> counts, Optional<Duration> atMost) {

    /** The services that answer the request, by name: those with an expected server span. */
    public Set<String> answering() {
        return spans(root)
                .filter(span -> span.pattern().kind().filter("server"::equals).isPresent())
                .map(ExpectedSpan::service)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<ExpectedSpan> spans(ExpectedSpan span) {
        return Stream.concat(Stream.of(span), span.children().stream().flatMap(Shape::spans));
    }
}
