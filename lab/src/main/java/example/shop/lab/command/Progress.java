package example.shop.lab.command;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;

/** Prints each step with the time it took; what takes long says in between that it is alive. */
public final class Progress {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final PrintStream out;
    private Instant lastHeartbeat = Instant.EPOCH;

    /** @param out where it prints to */
    public Progress(PrintStream out) {
        this.out = out;
    }

    /** Runs {@code work}, whose result says in a few words what came of it, and prints both. */
    public void step(String what, Supplier<String> work) {
        Instant start = Instant.now();
        lastHeartbeat = start;
        String result = work.get();
        out.printf("%-26s %7s  %s%n", what, seconds(start), result);
        out.flush();
    }

    /** Says from within a long step how far it is, at most every fifteen seconds. */
    public void heartbeat(String what, String state) {
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
