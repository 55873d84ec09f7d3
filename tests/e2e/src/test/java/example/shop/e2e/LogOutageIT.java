package example.shop.e2e;

import example.shop.e2e.NumberedLines.Form;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Each line written while Loki is down for five minutes is there once afterwards. Runs beside the other classes. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("lab")
@Tag("once")
class LogOutageIT {

    private static final Duration OUTAGE =
            Duration.ofSeconds(Integer.parseInt(System.getenv().getOrDefault("LOKI_OUTAGE_SECONDS", "300")));

    @TempDir
    Path home;

    @Test
    void outageOfLokiLosesAndDoublesNothing() throws IOException {
        int half = (int) (OUTAGE.toMillis() / CountedLines.PAUSE.toMillis() / 2);
        try (LogPair pair = LogPair.start(home)) {
            CountedLines lines = new CountedLines(pair, "outage", Form.values());
            lines.write(10);
            pair.stopLoki();
            lines.write(half);
            // As an operator would for an agent that does not deliver: lines that wait on disk must survive that too.
            pair.stopAgent();
            pair.startAgent();
            lines.write(half);
            pair.startLoki();
            lines.write(10);
            lines.assertEachIsThereOnce();
        }
    }
}
