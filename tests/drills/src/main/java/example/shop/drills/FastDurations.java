package example.shop.drills;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Makes rules that take minutes and hours take seconds: divides every duration of a rule file, or of Prometheus' own
 * configuration, by {@link #FACTOR}; a scrape interval stays at least half a second. It works on the text, so that drills
 * test the file in normal use.
 *
 * <p>A duration stands in a range selector {@code [5m]}, after {@code offset}, {@code /} or {@code <}, or as the value of {@code for},
 * {@code interval}, {@code scrape_interval} or {@code evaluation_interval}. Names such as {@code rate5m}, and everything else,
 * stay as they are.
 */
public final class FastDurations {

    /** Five minutes become ten seconds. */
    public static final int FACTOR = 30;

    /** A target scraped more often may not answer in time on a busy machine, and would look down. */
    private static final long LEAST_SCRAPE_INTERVAL = 500;

    private static final Pattern DURATION = Pattern.compile(
            "(\\[|\\boffset |[/<] |^ *(?:- )?(?:for|\\w*interval): *)(\\d+)(ms|[smhd])\\b", Pattern.MULTILINE);
    private static final Map<String, Long> MILLISECONDS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private FastDurations() {}

    /**
     * @param text of a rule file or of Prometheus' configuration
     * @throws IllegalArgumentException where a duration cannot be divided into whole milliseconds
     */
    public static String in(String text) {
        return DURATION.matcher(text)
                .replaceAll(found -> found.group(1)
                        + divided(
                                Long.parseLong(found.group(2)),
                                found.group(3),
                                found.group(1).contains("scrape_interval") ? LEAST_SCRAPE_INTERVAL : 0));
    }

    private static String divided(long number, String unit, long least) {
        long milliseconds = number * MILLISECONDS.get(unit);
        if (milliseconds % FACTOR != 0) {
            throw new IllegalArgumentException(number + unit + " cannot be divided by " + FACTOR);
        }
        long divided = Math.max(least, milliseconds / FACTOR);
        return divided % 1000 == 0 ? divided / 1000 + "s" : divided + "ms";
    }
}
