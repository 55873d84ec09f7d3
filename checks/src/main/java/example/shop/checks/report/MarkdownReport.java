package example.shop.checks.report;

import example.shop.checks.report.Result.Outcome;
import example.shop.checks.trace.CheckedTrace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report for GitHub's job summary: tables, trees and the traces as charts. */
public final class MarkdownReport {

    /** In bytes. GitHub refuses a step's summary over 1 MiB as a whole; other commands of the step may add to it. */
    static final int LIMIT = 1_000_000;

    /** Bars in a chart: more are too thin to read, and Mermaid refuses charts over 50,000 characters. */
    static final int BARS = 40;

    private static final String CUT =
            "\nIncomplete: GitHub shows at most 1 MiB. The rest is in the other formats of this report.\n";

    private MarkdownReport() {}

    public static String write(Report report) {
        StringBuilder text = new StringBuilder();
        int bytes = CUT.getBytes(StandardCharsets.UTF_8).length;
        for (String part : parts(report)) {
            bytes += part.getBytes(StandardCharsets.UTF_8).length;
            // Never within a part, as that would leave a table or a block open.
            if (bytes > LIMIT) {
                return text + CUT;
            }
            text.append(part);
        }
        return text.toString();
    }

    private static List<String> parts(Report report) {
        List<String> parts = new ArrayList<>();
        parts.add("## " + sign(Verdict.outcome(report)) + " " + Markdown.text(report.title()) + ": "
                + Verdict.of(report) + "\n\n" + Verdict.when(report) + "\n");
        if (!report.results().isEmpty()) {
            parts.add("\n| check | | found | next step |\n|---|---|---|---|\n");
            report.results().forEach(result -> parts.add(row(result)));
        }
        report.results().stream()
                .filter(result -> !result.details().isEmpty())
                .forEach(result -> parts.add(
                        "\n#### " + Markdown.text(result.check()) + "\n\n" + Markdown.block("", result.details())));
        report.traces().forEach(trace -> parts.add(trace(trace)));
        if (!report.changes().isEmpty()) {
            parts.add("\n### Before and now\n\n| service | | before | now | change |\n|---|---|---|---|---|\n");
            RedRow.of(report.changes())
                    .forEach(row ->
                            parts.add(cells(row.service(), row.figure(), row.before(), row.now(), row.change())));
        }
        if (!report.links().isEmpty()) {
            parts.add("\n### Links\n\n" + links(report.links()));
        }
        return parts;
    }

    private static String row(Result result) {
        return cells(
                result.check(),
                sign(result.outcome()) + " " + Verdict.words(result.outcome()),
                result.said(),
                result.hint());
    }

    private static String trace(CheckedTrace checked) {
        StringBuilder text = new StringBuilder("\n### Trace of " + Markdown.text(checked.shape()) + "\n\n`"
                + checked.trace().id().replaceAll("[^0-9A-Za-z-]", "") + "`: "
                + Markdown.text(Waterfall.inWords(checked.trace())) + "\n\n");
        checked.findings()
                .forEach(finding -> text.append(
                        "- **%s** %s\n".formatted(Verdict.words(finding.pattern()), Markdown.text(finding.said()))));
        if (!checked.findings().isEmpty()) {
            text.append('\n');
        }
        Waterfall waterfall = Waterfall.of(checked.trace(), BARS);
        if (!waterfall.bars().isEmpty()) {
            text.append(Markdown.block("mermaid", Gantt.lines(waterfall)));
        }
        if (!waterfall.left().isEmpty()) {
            text.append('\n').append(waterfall.leftInWords()).append('\n');
        }
        if (!checked.comparison().isEmpty()) {
            text.append('\n').append(Markdown.block("", checked.comparison()));
        }
        return text.toString();
    }

    private static String links(Map<String, String> links) {
        return links.entrySet().stream()
                .map(link -> "- " + Markdown.link(link.getKey(), link.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    private static String cells(String... cells) {
        return Stream.of(cells)
                .map(cell -> " " + Markdown.text(cell) + " |")
                .collect(Collectors.joining("", "|", "\n"));
    }

    private static String sign(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "✅";
            case FAILED -> "❌";
            case NOT_CHECKED -> "⚠️";
        };
    }
}
