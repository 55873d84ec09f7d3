package example.shop.checks.pattern;

import example.shop.signals.Span;
import example.shop.signals.Trace;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The outgoing calls and statements below one parent that have a property in common. */
record Siblings(Span parent, List<Span> spans) {

    /**
     * Groups the client spans of a trace.
     *
     * @param likeness the common property of a group, beside its parent
     * @return by the start of their first span; each group's spans by start
     */
    static List<Siblings> of(Trace trace, Function<Span, String> likeness) {
        return trace.spans().stream()
                .sorted(Comparator.comparingLong(Span::startMicros))
                .flatMap(parent ->
                        groups(trace.children(parent), likeness).stream().map(group -> new Siblings(parent, group)))
                .toList();
    }

    private static Collection<List<Span>> groups(List<Span> children, Function<Span, String> likeness) {
        return children.stream()
                .filter(child -> child.kind().equals("client"))
                .collect(Collectors.groupingBy(likeness, LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    /** True if none began before the end of the one before it: nothing ran in parallel. */
    boolean oneAfterTheOther() {
        return inTurn(spans);
    }

    static boolean inTurn(List<Span> byStart) {
        for (int i = 1; i < byStart.size(); i++) {
            if (byStart.get(i).startMicros() < byStart.get(i - 1).endMicros()) {
                return false;
            }
        }
        return true;
    }

    /** True for a statement to a database. */
    static boolean isStatement(Span span) {
        return span.attributes().containsKey("db.system.name")
                || span.attributes().containsKey("db.system");
    }

    /** The request as sent, such as {@code GET http://127.0.0.1:8080/api/users/1}; the name if there is no URL. */
    static String request(Span span) {
        String url = span.attributes().get("url.full");
        String peer = span.attributes().getOrDefault("server.address", "");
        return url == null
                ? span.name() + " " + peer
                : span.attributes().getOrDefault("http.request.method", span.name()) + " " + url;
    }
}
