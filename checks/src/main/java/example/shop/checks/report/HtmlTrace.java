package example.shop.checks.report;

import example.shop.checks.pattern.Findings;
import example.shop.checks.trace.CheckedTrace;
import example.shop.signals.Span;
import java.util.List;
import java.util.Locale;

/** The part of a page that shows a trace: the findings, the spans as bars, and the differences from its shape. */
final class HtmlTrace {

    /** More bars make a page slow on a telephone. */
    static final int BARS = 500;

    /** The number of colours for services in {@code report.css}. */
    private static final int COLOURS = 6;

    /** Levels that are indented; below, there is no room for names. */
    private static final int INDENTED = 12;

    private HtmlTrace() {}

    static String write(CheckedTrace checked) {
        Waterfall waterfall = Waterfall.of(checked.trace(), BARS);
        StringBuilder html = new StringBuilder("""
                <section class="trace">
                <h2>Trace of %s</h2>
                <p><code>%s</code>: %s</p>
                """.formatted(
                        Html.text(checked.shape()),
                        Html.text(checked.trace().id()),
                        Html.text(Waterfall.inWords(checked.trace()))));
        if (!checked.findings().isEmpty()) {
            html.append("<ul class=\"findings\">\n");
            checked.findings()
                    .forEach(finding -> html.append("<li><strong>%s</strong> %s</li>\n"
                            .formatted(Verdict.words(finding.pattern()), Html.text(finding.said()))));
            html.append("</ul>\n");
        }
        if (!waterfall.bars().isEmpty()) {
            List<String> services = List.copyOf(checked.trace().services());
            html.append("<ol class=\"waterfall\">\n");
            waterfall.bars().forEach(bar -> html.append(bar(bar, waterfall.micros(), services)));
            html.append("</ol>\n");
        }
        if (!waterfall.left().isEmpty()) {
            html.append("<p>").append(waterfall.leftInWords()).append("</p>\n");
        }
        return html.append(Html.block(checked.comparison()))
                .append("</section>\n")
                .toString();
    }

    private static String bar(Waterfall.Bar bar, long micros, List<String> services) {
        Span span = bar.span();
        String name = "<b>" + Html.text(span.service()) + "</b> " + Html.text(span.name())
                + (span.kind().equals("internal") ? "" : " (" + Html.text(span.kind()) + ")");
        String time = Findings.millis(span.durationMicros()) + (span.isError() ? " ERROR" : "");
        return """
                <li class="bar%s" style="--depth:%d">
                <span class="name">%s</span>
                <span class="time">%s</span>
                <span class="track"><i class="c%d" style="%s"></i></span>
                </li>
                """.formatted(
                        span.isError() ? " error" : "",
                        Math.min(bar.depth(), INDENTED),
                        name,
                        time,
                        services.indexOf(span.service()) % COLOURS,
                        place(bar, Math.max(1, micros)));
    }

    /** As shares of the trace; the shortest bars keep two visible pixels, also at its end. */
    private static String place(Waterfall.Bar bar, double micros) {
        return String.format(
                Locale.ROOT,
                "margin-left:min(%.3f%%, 100%% - 2px);width:%.3f%%",
                100 * bar.offsetMicros() / micros,
                100 * bar.span().durationMicros() / micros);
    }
}
