package example.shop.lab.process;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Samples a process and its descendants until it ends, and keeps their highest total resident memory. */
final class PeakMemory {

    private static final Duration BETWEEN = Duration.ofMillis(200);

    private volatile long kilobytes;

    private PeakMemory() {}

    /** Starts at once, and ends with {@code process}. */
    static PeakMemory watch(ProcessHandle process) {
        PeakMemory peak = new PeakMemory();
        Thread.ofVirtual().start(() -> peak.follow(process));
        return peak;
    }

    /** In megabytes, 0 if the process ended before the first sample. */
    long megabytes() {
        return kilobytes / 1024;
    }

    private void follow(ProcessHandle process) {
        while (process.isAlive()) {
            kilobytes = Math.max(kilobytes, ResidentMemory.of(process));
            try {
                process.onExit().get(BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillRuns) {
                // The process still runs: take the next sample.
            } catch (InterruptedException | ExecutionException ended) {
                return;
            }
        }
    }
}
