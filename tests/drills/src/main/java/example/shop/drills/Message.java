package example.shop.drills;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A notification as one of the stand-ins received it.
 *
 * @param isFiring false where it says that the alert is resolved
 * @param text the whole text
 */
public record Message(
        Channel channel, boolean isFiring, String alert, String service, String severity, String text, Instant at) {

    /** The receivers of Alertmanager. */
    public enum Channel {
        SLACK,
        PAGERDUTY,
        EMAIL,
        WEBHOOK
    }

    /** As the template {@code shop.title} of infra/alertmanager/templates writes it. */
    private static final Pattern TITLE =
            Pattern.compile("\\[(FIRING|RESOLVED)[ 0-9]*] (\\w+) ([\\w-]*) \\((\\w+)(?:, [\\w-]+)?\\)");

    /**
     * A message with a title of the shop.
     *
     * @throws IllegalArgumentException where it is not
     */
    static Message titled(Channel channel, String title, String text) {
        Matcher parts = TITLE.matcher(title);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a title of the shop: " + title);
        }
        return new Message(
                channel,
                parts.group(1).equals("FIRING"),
                parts.group(2),
                parts.group(3),
                parts.group(4),
                text,
                Instant.now());
    }
}
