package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.signals.Http;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command of every runbook works unchanged on the running system. */
class RunbooksIT {

    private static final Pattern COMMAND = Pattern.compile("^```sh\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** An executable reports no pauses, see docs/native-image.md. */
    private static final boolean IS_NATIVE = "native".equals(System.getenv("RUNTIME"));

    private static final Pattern QUERY = Pattern.compile("--data-urlencode 'query=([^']*)'");

    @ParameterizedTest(name = "{0}, command {1}")
    @MethodSource("commands")
    void commandWorksAndPrintsSomething(String runbook, int number, String command) throws Exception {
        String output = LabCommand.run("bash", "-euo", "pipefail", "-c", command);
        assertThat(output).as(command).isNotBlank().doesNotContain("\"status\":\"error\"");
        for (MatchResult query : QUERY.matcher(command).results().toList()) {
            if (command.contains("LOKI_URL")) {
                requireStream(query.group(1));
            } else {
                requireMetrics(query.group(1));
            }
        }
    }

    private static void requireMetrics(String promql) throws IOException {
        for (String selector : Metrics.selectors(promql)) {
            String metric = selector.replaceFirst("\\{.*", "");
            // A selector by labels alone matches whatever exists.
            if (!metric.isEmpty()
                    && !LoadedRulesIT.AFTER_A_FAILURE.contains(metric)
                    && !(IS_NATIVE && metric.equals("jvm_gc_pause_seconds_sum"))) {
                Metrics.await("count(last_over_time(" + metric + "[1h]))");
            }
        }
    }

    /** The lines may not match the filter; lines with those labels exist. */
    private static void requireStream(String logql) {
        String selector = logql.replaceFirst("[^{]*(\\{[^}]*}).*", "$1");
        Await.until(LIMIT, "a stream of " + selector, () -> !Stack.loki("series?match%5B%5D=" + Http.encode(selector))
                .isEmpty());
    }

    static Stream<Arguments> commands() throws IOException {
        List<Arguments> commands = new ArrayList<>();
        try (Stream<Path> runbooks = Files.list(LabCommand.PROJECT.resolve("alerts/runbooks"))) {
            for (Path runbook : runbooks.sorted().toList()) {
                List<MatchResult> found =
                        COMMAND.matcher(Files.readString(runbook)).results().toList();
                assertThat(found).as("commands of " + runbook).isNotEmpty();
                for (int i = 0; i < found.size(); i++) {
                    commands.add(Arguments.of(
                            runbook.getFileName().toString(),
                            i + 1,
                            found.get(i).group(1)));
                }
            }
        }
        return commands.stream();
    }
}
