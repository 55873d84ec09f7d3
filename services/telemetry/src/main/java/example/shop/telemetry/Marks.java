package example.shop.telemetry;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How many traces callers may mark to be kept: so many a second, and after a pause twice as many at once. The collectors'
 * sampling could not bound them: it decides with the first span, which a policy that counts rules out.
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
     * @param perSecond 0 for none at all
     * @param clock nanoseconds since any moment
     */
    Marks(int perSecond, LongSupplier clock) {
        this.perSecond = perSecond;
        this.clock = clock;
        this.left = 2.0 * perSecond;
        this.filled = clock.getAsLong();
    }

    /** True where one more trace may be marked now. */
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
