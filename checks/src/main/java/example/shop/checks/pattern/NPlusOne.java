package example.shop.checks.pattern;

import example.shop.signals.Span;
import example.shop.signals.Trace;
import java.util.List;

/** Rows or resources that are read one by one, although one request could fetch all of them. */
final class NPlusOne {

    /**
     * The least number of similar reads. Ten is the smallest usual page of a list; the shop's own requests repeat no
     * statement below one parent, and the fault {@code n-plus-one} reads twenty.
     */
    static final int MANY = 10;

    /** Characters of a statement that distinguish it from others; some are longer than a page. */
    private static final int STATEMENT = 200;

    private NPlusOne() {}

    static List<Finding> in(Trace trace) {
        return Siblings.of(trace, NPlusOne::likeness).stream()
                .filter(NPlusOne::isOne)
                .map(group ->
                        new Finding(Finding.Pattern.N_PLUS_ONE, said(group.parent(), group.spans()), group.spans()))
                .toList();
    }

    private static boolean isOne(Siblings group) {
        List<Span> spans = group.spans();
        return spans.size() >= MANY
                && group.oneAfterTheOther()
                // The same request repeated is a retry.
                && (Siblings.isStatement(spans.getFirst())
                        || spans.stream().map(Siblings::request).distinct().count() > 1)
                && shortEach(spans);
    }

    /** Their number is the cost, not a single one: none takes half of the total time. */
    private static boolean shortEach(List<Span> spans) {
        long longest = spans.stream().mapToLong(Span::durationMicros).max().orElseThrow();
        return 2 * longest <= Findings.micros(spans);
    }

    /** The statement with its placeholders; for a call the name, which is a template, and the host. */
    private static String likeness(Span span) {
        String peer = span.attributes().getOrDefault("server.address", "");
        return String.join(" ", span.name(), peer, span.attributes().getOrDefault("db.query.text", ""));
    }

    private static String said(Span parent, List<Span> spans) {
        Span first = spans.getFirst();
        String statement = first.attributes().get("db.query.text");
        return "%d x %s one after the other below %s, %s%s: %s could bring all of it."
                .formatted(
                        spans.size(),
                        Findings.named(first),
                        Findings.named(parent),
                        Findings.inAll(spans),
                        statement == null ? "" : ", each " + cut(statement),
                        Siblings.isStatement(first) ? "one statement" : "one request");
    }

    private static String cut(String statement) {
        return statement.length() <= STATEMENT ? statement : statement.substring(0, STATEMENT) + " …";
    }
}
