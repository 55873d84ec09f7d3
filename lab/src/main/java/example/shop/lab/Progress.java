package example.shop.lab;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;

/** Prints each step with its duration; a long step prints its state in between. */
public final class Progress {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final PrintStream out;
    private Instant lastHeartbeat = Instant.EPOCH;

    /** @param out receives the lines */
    public Progress(PrintStream out) {
        this.out = out;
    }

    /** Runs {@code work}, which returns a short summary, and prints the step, its duration and the summary. */
    public void step(String what, Supplier<String> work) {
        Instant start = Instant.now();
        lastHeartbeat = start;
        String result = work.get();
        out.printf("%-26s %7s  %s%n", what, seconds(start), result);
        out.flush();
    }

    /** Prints the state of a long step, at most every fifteen seconds. */
    public synchronized void heartbeat(String what, String state) {
        if (Duration.between(lastHeartbeat, Instant.now()).compareTo(HEARTBEAT) >= 0) {
            lastHeartbeat = Instant.now();
            out.printf("%-26s     ...  %s%n", what, state);
            out.flush();
        }
    }

    /** Prints {@code line} as it is. */
    public void say(String line) {
        out.println(line);
        out.flush();
    }

    private static String seconds(Instant start) {
        return String.format(
                Locale.ROOT, "%.1f s", Duration.between(start, Instant.now()).toMillis() / 1000.0);
    }
}
