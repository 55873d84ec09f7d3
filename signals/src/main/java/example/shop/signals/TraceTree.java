package example.shop.signals;

import java.util.List;
import java.util.Locale;

/** Draws a trace for a terminal: a line for each span, with service, name, duration and status. */
public final class TraceTree {

    private static final int NAME_WIDTH = 68;

    private final Trace trace;
    private final StringBuilder text = new StringBuilder();

    private TraceTree(Trace trace) {
        this.trace = trace;
    }

    public static String draw(Trace trace) {
        TraceTree tree = new TraceTree(trace);
        tree.text.append(String.format(
                Locale.ROOT,
                "trace %s: %d spans of %s%n",
                trace.id(),
                trace.spans().size(),
                String.join(", ", trace.services())));
        for (Span root : trace.roots()) {
            tree.draw(root, "", "");
        }
        return tree.text.toString();
    }

    private void draw(Span span, String branch, String indent) {
        String status = span.isError() ? "ERROR" : "ok";
        text.append(String.format(
                Locale.ROOT,
                "%-" + NAME_WIDTH + "s %9.1f ms  %s%n",
                branch + span.said(),
                span.durationMicros() / 1000.0,
                status));
        List<Span> children = trace.children(span);
        for (Span child : children) {
            boolean last = child == children.getLast();
            draw(child, indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "));
        }
    }
}
