package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.e2e.NumberedLines.Form;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * Each written line is in Loki exactly once, whatever happens to the agent, to Loki and to the file in between.
 * The tests write lines of every form all the time.
 */
class LogShippingIT extends WithLogPair {

    /** As many as fit into one answer of Loki, and more than the agent reads before it stores its position. */
    private static final int MANY = 4_900;

    private static final int ATTEMPTS = 5;

    @Test
    void restartOfTheAgentLosesAndDoublesNothing() throws IOException {
        CountedLines lines = new CountedLines(pair, "agent-restart", Form.values());
        lines.write(10);
        pair.stopAgent();
        lines.write(10);
        pair.startAgent();
        lines.write(10);
        lines.assertEachIsThereOnce();
    }

    /** A line without a time may come twice: on a second read it looks like another one. */
    @Test
    void killOfTheAgentLosesNothingAndDoublesNoLineThatHasATime() throws IOException {
        CountedLines lines = new CountedLines(pair, "agent-kill", Form.values());
        for (int kill = 0; kill < 3; kill++) {
            lines.write(7);
            pair.killAgent();
            lines.write(1);
            pair.startAgent();
        }
        lines.write(10);
        lines.assertEachIsThereOnce(Form.PLAIN);
    }

    /** Lines sent since the agent last stored its position come a second time, and Loki shows them once. */
    @Test
    void killOfTheAgentWithinALargeFileLosesAndDoublesNothing() throws IOException {
        CountedLines lines = null;
        // On a busy machine all may arrive before the first look; then it is too late to kill the agent.
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            lines = new CountedLines(
                    pair, "agent-kill-large-" + attempt, Form.JSON, Form.DOCKER_JSON, Form.DOCKER_PLAIN);
            pair.stopAgent();
            lines.writeAtOnce(MANY);
            pair.startAgent();
            if (lines.awaitFirst() < MANY) {
                break;
            }
            assertThat(attempt)
                    .as("attempts to kill the agent before all lines are there")
                    .isLessThan(ATTEMPTS);
        }
        pair.killAgent();
        pair.startAgent();
        lines.assertEachIsThereOnce();
    }

    @Test
    void killOfLokiLosesAndDoublesNothing() throws IOException {
        CountedLines lines = new CountedLines(pair, "loki-kill", Form.values());
        lines.write(10);
        pair.killLoki();
        lines.write(10);
        pair.startLoki();
        lines.write(10);
        lines.assertEachIsThereOnce();
    }

    @Test
    void rotationLosesAndDoublesNothing() throws IOException {
        CountedLines lines = new CountedLines(pair, "rotated", Form.values());
        for (int rotation = 0; rotation < 3; rotation++) {
            lines.write(7);
            lines.rotate();
        }
        lines.write(7);
        lines.assertEachIsThereOnce();
    }

    @Test
    void rotationWhileTheAgentIsDownLosesAndDoublesNothing() throws IOException {
        CountedLines lines = new CountedLines(pair, "rotated-unseen", Form.values());
        lines.write(10);
        pair.stopAgent();
        lines.write(10);
        lines.rotate();
        lines.write(10);
        pair.startAgent();
        lines.assertEachIsThereOnce();
    }
}
