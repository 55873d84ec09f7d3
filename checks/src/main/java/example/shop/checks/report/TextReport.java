package example.shop.checks.report;

import example.shop.checks.expectation.Durations;
import example.shop.checks.metric.RedWindow;
import example.shop.checks.report.Result.Outcome;
import example.shop.checks.trace.CheckedTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as lines for a terminal. */
public final class TextReport {

    private static final String INDENT = "            ";
    /** The rest is in the tree that follows. */
    private static final int DETAILS = 10;

    private TextReport() {}

    public static List<String> lines(Report report) {
        List<String> lines = new ArrayList<>();
        lines.add(report.title());
        lines.add("");
        for (Result result : report.results()) {
            lines.add(mark(result.outcome()) + result.check() + ": " + result.said());
            if (!result.hasPassed() && !result.hint().isEmpty()) {
                lines.add(INDENT + result.hint());
            }
            // A single one repeats the finding.
            if (result.details().size() > 1 || !result.details().contains(result.said())) {
                result.details().stream().limit(DETAILS).forEach(detail -> lines.add(INDENT + "- " + detail));
                if (result.details().size() > DETAILS) {
                    lines.add(INDENT + "- and " + (result.details().size() - DETAILS) + " more");
                }
            }
        }
        report.traces().stream().filter(trace -> isWorthSeeing(trace, report)).forEach(trace -> {
            lines.add("");
            lines.add("trace of " + trace.shape() + ", " + trace.trace().id());
            trace.comparison().forEach(line -> lines.add(line.contains("✗") ? Colours.RED.of(line) : line));
            trace.findings().forEach(finding -> lines.add(Colours.YELLOW.of("! " + finding.said())));
        });
        addChanges(report, lines);
        if (!report.links().isEmpty()) {
            lines.add("");
            report.links().forEach((name, url) -> lines.add(Colours.FAINT.of(name + "  " + url)));
        }
        lines.add("");
        lines.add(sum(report));
        return lines;
    }

    private static boolean isWorthSeeing(CheckedTrace trace, Report report) {
        return !trace.findings().isEmpty()
                || trace.comparison().stream().anyMatch(line -> line.contains("✗")) && report.exitCode() != 0;
    }

    private static String mark(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> Colours.GREEN.of("passed") + "      ";
            case FAILED -> Colours.RED.of("FAILED") + "      ";
            case NOT_CHECKED -> Colours.YELLOW.of("not checked") + " ";
        };
    }

    private static void addChanges(Report report, List<String> lines) {
        if (report.changes().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(String.format("%-12s %21s %19s %21s", "service", "requests a second", "share of 5xx", "P95"));
        for (RedWindow.Change change : report.changes()) {
            RedWindow.Figures before = change.before();
            RedWindow.Figures now = change.now();
            lines.add(String.format(
                    "%-12s %21s %19s %21s",
                    change.service(),
                    figure(before.requestsPerSecond(), "%.2f") + " → " + figure(now.requestsPerSecond(), "%.2f"),
                    figure(before.errorShare() * 100, "%.1f %%") + " → " + figure(now.errorShare() * 100, "%.1f %%"),
                    figure(before.p95Seconds() * 1000, "%.0f ms") + " → "
                            + figure(now.p95Seconds() * 1000, "%.0f ms")));
        }
    }

    private static String figure(double value, String format) {
        return Double.isNaN(value) ? "none" : String.format(Locale.ROOT, format, value);
    }

    private static String sum(Report report) {
        String sum = Verdict.count(report, Outcome.PASSED) + " of "
                + report.results().size() + " checks passed, after " + Durations.say(report.took());
        return report.exitCode() == 0 ? Colours.GREEN.of(sum) : Colours.RED.of(sum);
    }
}
