package example.shop.drills;

import java.time.Duration;
import java.time.Instant;

/** Log lines without meaning. */
final class Lines {

    /** Loki refuses lines older than the newest of their stream by half of {@code max_chunk_age} (infra/loki/loki.yaml). */
    private static final Duration TOO_OLD = Duration.ofHours(13);

    private Lines() {}

    /** A current line, and after it one of the same level that Loki refuses for its age. */
    static String refused() {
        Instant now = Instant.now();
        return line(now) + line(now.minus(TOO_OLD));
    }

    private static String line(Instant at) {
        return "{\"timestamp\":\"" + at + "\",\"level\":\"INFO\",\"message\":\"drill\"}\n";
    }
}
