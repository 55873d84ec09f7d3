package example.shop.lab.process;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks at a process and its descendants until it ends, and keeps the most that they had resident together. */
final class PeakMemory {

    private static final Duration BETWEEN = Duration.ofMillis(200);

    private volatile long kilobytes;

    private PeakMemory() {}

    /** Begins at once, and ends with {@code process}. */
    static PeakMemory watch(ProcessHandle process) {
        PeakMemory peak = new PeakMemory();
        Thread.ofVirtual().start(() -> peak.follow(process));
        return peak;
    }

    /** In megabytes, 0 where it ended before the first look. */
    long megabytes() {
        return kilobytes / 1024;
    }

    private void follow(ProcessHandle process) {
        while (process.isAlive()) {
            kilobytes = Math.max(kilobytes, ResidentMemory.of(process));
            try {
                process.onExit().get(BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillRuns) {
                // What the loop is for.
            } catch (InterruptedException | ExecutionException ended) {
                return;
            }
        }
    }
}
