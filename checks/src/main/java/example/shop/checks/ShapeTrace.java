package example.shop.checks;

import example.shop.lab.Trace;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The request of a shape, and what there is of its trace.
 *
 * @param waited from the end of the request until the trace was as expected, or was given up
 */
record ShapeTrace(Shape shape, Visit visit, Comparison comparison, Duration waited) {

    Trace trace() {
        return comparison.trace();
    }

    boolean isAsExpected() {
        return visit.trouble().isEmpty() && comparison.isAsExpected();
    }

    /** The services that answer this request, by name: those of which a server span is expected. */
    Set<String> answering() {
        return spans(shape.root())
                .filter(span -> span.pattern().kind().filter("server"::equals).isPresent())
                .map(ExpectedSpan::service)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<ExpectedSpan> spans(ExpectedSpan span) {
        return Stream.concat(Stream.of(span), span.children().stream().flatMap(ShapeTrace::spans));
    }
}
