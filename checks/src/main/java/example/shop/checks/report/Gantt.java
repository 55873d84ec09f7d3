package example.shop.checks.report;

import example.shop.checks.pattern.Findings;
import example.shop.signals.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A trace as a Mermaid gantt chart, which GitHub draws: a section for each service, a bar for each span. Mermaid counts
 * in whole milliseconds and most spans are shorter, so a microsecond is written as a millisecond; seconds on the axis
 * are milliseconds.
 */
final class Gantt {

    private static final int NAME = 60;

    private Gantt() {}

    /** @return the chart's lines; Mermaid needs at least one bar */
    static List<String> lines(Waterfall waterfall) {
        List<String> lines = new ArrayList<>(List.of("gantt", "    dateFormat x", "    axisFormat %s ms"));
        Map<String, List<Waterfall.Bar>> services = waterfall.bars().stream()
                .collect(Collectors.groupingBy(bar -> bar.span().service(), LinkedHashMap::new, Collectors.toList()));
        services.forEach((service, bars) -> {
            lines.add("    section " + name(service));
            bars.forEach(bar -> lines.add("    " + bar(bar)));
        });
        return lines;
    }

    private static String bar(Waterfall.Bar bar) {
        Span span = bar.span();
        // The leading duration keeps a name such as "click" or "section" from being a Mermaid keyword.
        return String.format(
                Locale.ROOT,
                "%s %s :%s%d, %d",
                Findings.millis(span.durationMicros()),
                name(span.name()),
                span.isError() ? "crit, " : "",
                bar.offsetMicros(),
                // Mermaid does not draw a bar without a length.
                bar.offsetMicros() + Math.max(1, span.durationMicros()));
    }

    /** Without characters that end a name in Mermaid, begin a comment or a directive, or count as HTML. */
    static String name(String text) {
        String plain = text.replace('<', '‹')
                .replace('>', '›')
                .replaceAll("[:;#,%\"`\\\\]|\\p{Cntrl}", " ")
                .replaceAll("\\s+", " ")
                .strip();
        if (plain.isEmpty()) {
            return "unnamed";
        }
        return plain.length() <= NAME ? plain : plain.substring(0, NAME) + "…";
    }
}
