package example.shop.checks.report;

import example.shop.checks.metric.RedWindow;
import java.util.List;
import java.util.Locale;

/**
 * One figure of a service before and now, in words.
 *
 * @param figure such as {@code P95}
 * @param change such as {@code ↑ 12 %}; empty if one of the two is not a number
 */
record RedRow(String service, String figure, String before, String now, String change) {

    /** Replaces a figure that is not a number. */
    static final String NONE = "none";

    /** Half a hundredth: a change that rounds to zero is none. */
    private static final double ROUNDED = 0.005;

    /** The same for shares, where a tenth of a point counts. */
    private static final double ROUNDED_SHARE = 0.0005;

    /** Rate, errors and duration of each service. */
    static List<RedRow> of(List<RedWindow.Change> changes) {
        return changes.stream().flatMap(change -> rows(change).stream()).toList();
    }

    private static List<RedRow> rows(RedWindow.Change change) {
        RedWindow.Figures before = change.before();
        RedWindow.Figures now = change.now();
        return List.of(
                new RedRow(
                        change.service(),
                        "requests",
                        rate(before.requestsPerSecond()),
                        rate(now.requestsPerSecond()),
                        relative(before.requestsPerSecond(), now.requestsPerSecond())),
                new RedRow(
                        change.service(),
                        "errors (5xx)",
                        share(before.errorShare()),
                        share(now.errorShare()),
                        points(before.errorShare(), now.errorShare())),
                new RedRow(
                        change.service(),
                        "P95",
                        millis(before.p95Seconds()),
                        millis(now.p95Seconds()),
                        relative(before.p95Seconds(), now.p95Seconds())));
    }

    private static String rate(double perSecond) {
        return number("%.2f/s", perSecond);
    }

    private static String share(double share) {
        return number("%.2f %%", share * 100);
    }

    private static String millis(double seconds) {
        return number("%.0f ms", seconds * 1000);
    }

    private static String relative(double before, double now) {
        // From zero, every growth is infinite.
        return before == 0 ? "" : arrow("%.0f %%", (now - before) / before, ROUNDED);
    }

    /** The change of a share, in percentage points: a change relative to a share near 0 is meaningless. */
    private static String points(double before, double now) {
        return arrow("%.1f points", now - before, ROUNDED_SHARE);
    }

    private static String arrow(String format, double change, double rounded) {
        if (!Double.isFinite(change)) {
            return "";
        }
        if (Math.abs(change) < rounded) {
            return "→";
        }
        return (change > 0 ? "↑ " : "↓ ") + number(format, Math.abs(change) * 100);
    }

    private static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : NONE;
    }
}
