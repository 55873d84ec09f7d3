package example.shop.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.lab.Progress;
import example.shop.signals.FatalException;
import example.shop.signals.Poll;
import example.shop.signals.Prometheus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The state of Prometheus' targets and rules. */
public final class Monitoring {

    /** Longer than the first evaluation of the slowest group of rules takes. */
    private static final Duration LIMIT = Duration.ofSeconds(100);

    private final Prometheus prometheus;

    /** @param prometheus its base address */
    public Monitoring(String prometheus) {
        this.prometheus = new Prometheus(prometheus);
    }

    /**
     * The number of targets and rules, and how many of them are up or healthy.
     *
     * @param wrong a line for each that is not, with Prometheus' reason if it gives one
     */
    record State(int targets, int up, int rules, int healthy, List<String> wrong) {

        boolean isWhole() {
            return targets > 0 && rules > 0 && up == targets && healthy == rules;
        }

        /** For example {@code 9 of 9 targets up, 40 of 40 rules healthy}. */
        @Override
        public String toString() {
            return up + " of " + targets + " targets up, " + healthy + " of " + rules + " rules healthy";
        }
    }

    /** The current state. */
    State state() throws IOException {
        List<String> wrong = new ArrayList<>();
        JsonNode targets = prometheus.data("targets?state=active").path("activeTargets");
        int up = 0;
        for (JsonNode target : targets) {
            if (target.path("health").asText().equals("up")) {
                up++;
            } else {
                wrong.add("target " + target.path("scrapeUrl").asText() + " is "
                        + target.path("health").asText() + " "
                        + target.path("lastError").asText());
            }
        }
        int rules = 0;
        int healthy = 0;
        for (JsonNode group : prometheus.data("rules").path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                rules++;
                if (rule.path("health").asText().equals("ok")) {
                    healthy++;
                } else {
                    wrong.add("rule " + rule.path("name").asText() + " is "
                            + rule.path("health").asText() + " "
                            + rule.path("lastError").asText());
                }
            }
        }
        return new State(targets.size(), up, rules, healthy, wrong);
    }

    /** The current state, with a line for each target that is not up and each rule that is not healthy. */
    public String describe() {
        try {
            State state = state();
            return String.join(
                    "\n  - ",
                    Stream.concat(Stream.of("Prometheus: " + state), state.wrong().stream())
                            .toList());
        } catch (IOException silent) {
            return "Prometheus does not answer: " + silent.getMessage();
        }
    }

    /**
     * Waits until every target is up and every rule was evaluated without an error, and returns their numbers.
     *
     * @throws FatalException after a hundred seconds, with the targets and rules that are not
     */
    public String awaitWhole(Progress progress) {
        State[] last = {new State(0, 0, 0, 0, List.of("Prometheus did not answer"))};
        return Poll.until(LIMIT, () -> {
                    last[0] = state();
                    progress.heartbeat("watch prometheus", last[0].toString());
                    return last[0].isWhole() ? Optional.of(last[0].toString()) : Optional.empty();
                })
                .orElseThrow(() -> new FatalException(
                        "Prometheus is not ready: " + last[0] + "\n  - " + String.join("\n  - ", last[0].wrong())));
    }
}
