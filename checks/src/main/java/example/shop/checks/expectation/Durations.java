package example.shop.checks.expectation;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations in short form: {@code 250ms}, {@code 20s}, {@code 10m}, {@code 1h}. */
public final class Durations {

    /** The format of {@link #parse}, in words. */
    static final String FORM = "a whole number with ms, s, m or h, such as 250ms, 20s, 10m";

    private static final Pattern LENGTH = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private static final Duration LONGEST = Duration.ofDays(1);

    private Durations() {}

    /** @throws IllegalArgumentException if {@code text} is not a duration */
    public static Duration parse(String text) {
        Matcher matcher = LENGTH.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a duration: " + FORM);
        }
        long number = Long.parseLong(matcher.group(1));
        Duration length =
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    default -> Duration.ofHours(number);
                };
        if (length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'" + text + "' is longer than " + LONGEST.toHours() + "h");
        }
        return length;
    }

    /** In milliseconds below a second, else in seconds. */
    public static String say(Duration length) {
        double millis = length.toNanos() / 1e6;
        return millis < 1000
                ? String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis)
                : String.format(Locale.ROOT, millis % 1000 == 0 ? "%.0f s" : "%.1f s", millis / 1000);
    }
}
