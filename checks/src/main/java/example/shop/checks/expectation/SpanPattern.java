package example.shop.checks.expectation;

import example.shop.signals.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A pattern for spans; an empty part matches any span.
 *
 * @param kind server, client, internal, producer or consumer
 * @param error whether the span's status is ERROR
 */
public record SpanPattern(
        Optional<String> service,
        Optional<TextPattern> name,
        Optional<String> kind,
        Map<String, TextPattern> attributes,
        Optional<Boolean> error) {

    boolean fits(Span span) {
        return service.filter(wanted -> !wanted.equals(span.service())).isEmpty()
                && name.filter(wanted -> !wanted.fits(span.name())).isEmpty()
                && wrong(span).isEmpty();
    }

    /** The differences of {@code span} other than its service and its name, each in words. */
    List<String> wrong(Span span) {
        List<String> wrong = new ArrayList<>();
        kind.filter(wanted -> !wanted.equals(span.kind()))
                .ifPresent(wanted -> wrong.add("kind is " + span.kind() + ", not " + wanted));
        new TreeMap<>(attributes).forEach((attribute, wanted) -> {
            Optional<String> actual = Optional.ofNullable(span.attributes().get(attribute));
            if (!wanted.fits(actual)) {
                wrong.add(attribute + actual.map(value -> " is " + value).orElse(" is absent") + ", not " + wanted);
            }
        });
        error.filter(wanted -> wanted != span.isError())
                .ifPresent(wanted -> wrong.add(wanted ? "status is not error" : "status is error, not ok"));
        return wrong;
    }

    /** For example {@code spans of users of kind client with db.system.name=postgresql}. */
    String said() {
        StringBuilder said = new StringBuilder("spans");
        service.ifPresent(wanted -> said.append(" of ").append(wanted));
        name.ifPresent(wanted -> said.append(" named ").append(wanted));
        kind.ifPresent(wanted -> said.append(" of kind ").append(wanted));
        if (!attributes.isEmpty()) {
            said.append(new TreeMap<>(attributes)
                    .entrySet().stream()
                            .map(wanted -> wanted.getKey()
                                    + (wanted.getValue().said().equals("present") ? "" : "=" + wanted.getValue()))
                            .collect(Collectors.joining(" and ", " with ", "")));
        }
        error.ifPresent(wanted -> said.append(wanted ? " with status error" : " with status ok"));
        return said.toString();
    }
}
