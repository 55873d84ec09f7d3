package example.shop.checks.trace;

import example.shop.checks.expectation.Durations;
import example.shop.signals.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws the expected tree to the left and the actual one to the right, a line for each position in either. */
final class TwoColumns {

    /** For unexpected spans of one name below one parent; a loop makes thousands. */
    private static final int DRAWN_OF_A_KIND = 3;

    private static final int GAP = 3;

    private final List<Row> rows = new ArrayList<>();

    private record Row(String left, String right) {}

    List<String> draw(List<SpanPair> pairs) {
        rows.add(new Row("expected", "found"));
        for (SpanPair pair : pairs) {
            if (pair.expected().isEmpty()) {
                rows.add(new Row("", "without a parent in this trace:"));
            }
            add(pair, "", "");
        }
        int width = rows.stream().mapToInt(row -> row.left().length()).max().orElse(0) + GAP;
        List<String> lines = new ArrayList<>();
        rows.forEach(
                row -> lines.add((row.left() + " ".repeat(width - row.left().length()) + row.right()).stripTrailing()));
        return lines;
    }

    private void add(SpanPair pair, String branch, String indent) {
        String left = pair.expected().map(expected -> branch + expected.said()).orElse("");
        String right = pair.span().map(span -> branch + drawn(span)).orElse(branch + "✗ missing");
        List<String> wrong = new ArrayList<>(pair.wrong());
        if (pair.orphan() && pair.expected().isPresent()) {
            wrong.add("its parent is not in the trace");
        }
        rows.add(new Row(left, wrong.isEmpty() ? right : right + "   ✗ " + String.join("; ", wrong)));
        addAll(pair.children(), indent);
    }

    private void addAll(List<SpanPair> children, String indent) {
        Map<String, Integer> ofAKind = new HashMap<>();
        List<SpanPair> drawn = new ArrayList<>();
        for (SpanPair child : children) {
            if (child.expected().isPresent()
                    || ofAKind.merge(child.span().orElseThrow().said(), 1, Integer::sum) <= DRAWN_OF_A_KIND) {
                drawn.add(child);
            }
        }
        ofAKind.values().removeIf(count -> count <= DRAWN_OF_A_KIND);
        for (SpanPair child : drawn) {
            boolean last = child == drawn.getLast() && ofAKind.isEmpty();
            add(child, indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "));
        }
        ofAKind.forEach((said, count) ->
                rows.add(new Row("", indent + "└─ " + (count - DRAWN_OF_A_KIND) + " more of " + said)));
    }

    private static String drawn(Span span) {
        return span.said() + "  " + Durations.say(Duration.ofNanos(span.durationMicros() * 1000))
                + (span.isError() ? "  ERROR" : "");
    }
}
