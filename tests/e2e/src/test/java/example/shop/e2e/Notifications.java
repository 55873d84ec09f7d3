package example.shop.e2e;

import java.time.Duration;
import java.time.Instant;

/** Alertmanager's messages to the stand-in of the compose stack, which prints them. */
final class Notifications {

    /** An alert is evaluated every 30 s, waits for a minute, and is sent within the next. */
    private static final Duration LIMIT = Duration.ofMinutes(6);

    private Notifications() {}

    /** Waits for a message that {@code alert} of {@code service} is {@code firing} or {@code resolved}. */
    static void await(String alert, String service, String status, Instant since) {
        String query = "{container=\"notifications\"} |= `\"%s\"` |= `\"%s\"` |= `\"status\":\"%s\"`"
                .formatted(alert, service, status);
        Await.lines(LIMIT, query, since, 1);
    }
}
