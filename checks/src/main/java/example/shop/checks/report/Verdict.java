package example.shop.checks.report;

import example.shop.checks.pattern.Finding;
import example.shop.checks.report.Result.Outcome;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The outcome of all checks together, in words. */
final class Verdict {

    private Verdict() {}

    /** For example {@code 2 of 7 checks failed, 1 could not be made}. */
    static String of(Report report) {
        int all = report.results().size();
        if (all == 0) {
            return "Nothing was checked";
        }
        List<String> words = new ArrayList<>();
        int failed = count(report, Outcome.FAILED);
        int notChecked = count(report, Outcome.NOT_CHECKED);
        if (failed > 0) {
            words.add(failed + " of " + all + (all == 1 ? " check" : " checks") + " failed");
        }
        if (notChecked > 0) {
            words.add(
                    words.isEmpty()
                            ? notChecked + " of " + all + (all == 1 ? " check" : " checks") + " could not be made"
                            : notChecked + " could not be made");
        }
        if (words.isEmpty()) {
            return all == 1 ? "The check passed" : "All " + all + " checks passed";
        }
        return String.join(", ", words);
    }

    /** The worst outcome: failed is worse than not checked, and that is worse than passed. */
    static Outcome outcome(Report report) {
        return switch (report.exitCode()) {
            case 0 -> report.results().isEmpty() ? Outcome.NOT_CHECKED : Outcome.PASSED;
            case 1 -> Outcome.FAILED;
            default -> Outcome.NOT_CHECKED;
        };
    }

    static int count(Report report, Outcome outcome) {
        return (int) report.results().stream()
                .filter(result -> result.outcome() == outcome)
                .count();
    }

    /** For example {@code not checked}. */
    static String words(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** For example {@code could be parallel}. */
    static String words(Finding.Pattern pattern) {
        return switch (pattern) {
            case N_PLUS_ONE -> "N+1";
            case RETRY_LOOP -> "retry loop";
            case TIMEOUT -> "timeout";
            case BLOCKED -> "blocked";
            case SEQUENTIAL_CALLS -> "could be parallel";
        };
    }

    /** For example {@code 2026-01-01 12:00:00 UTC, took 3.2 s}. */
    static String when(Report report) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                        .withZone(ZoneOffset.UTC)
                        .format(report.begin())
                + String.format(Locale.ROOT, ", took %.1f s", report.took().toMillis() / 1000.0);
    }
}
