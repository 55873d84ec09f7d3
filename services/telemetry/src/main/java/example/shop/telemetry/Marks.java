package example.shop.telemetry;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Limits how many traces callers may mark to be kept: so many a second, and after a pause twice as many at once. The
 * collectors' sampling cannot limit them: it decides at the first span, which rules out a policy that counts.
 */
@Singleton
class Marks {

    private final int perSecond;
    private final LongSupplier clock;
    private double left;
    private long filled;

    @Inject
    Marks(@ConfigProperty(name = "shop.trusted.marks-per-second") int perSecond) {
        this(perSecond, System::nanoTime);
    }

    /**
     * @param perSecond 0 for none
     * @param clock nanoseconds since any moment
     */
    Marks(int perSecond, LongSupplier clock) {
        this.perSecond = perSecond;
        this.clock = clock;
        this.left = 2.0 * perSecond;
        this.filled = clock.getAsLong();
    }

    /** True if one more trace may be marked now. */
    synchronized boolean take() {
        long now = clock.getAsLong();
        double more = (double) (now - filled) / Duration.ofSeconds(1).toNanos() * perSecond;
        left = Math.min(2.0 * perSecond, left + more);
        filled = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
