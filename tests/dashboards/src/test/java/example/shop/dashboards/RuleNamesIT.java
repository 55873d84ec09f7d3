package example.shop.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.signals.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dashboards' gate checks the labels in rules and in runbook commands; tests/e2e checks that their metrics exist. */
@Tag("stack")
class RuleNamesIT {

    private static final Path RUNBOOKS = Path.of("..", "..", "alerts", "runbooks");
    private static final Pattern QUERY = Pattern.compile("PROMETHEUS_URL[^\n]*\n[^\n]*'query=([^']*)'");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    static Stream<String> rules() throws IOException {
        return Stores.prometheus("rules").path("groups").valueStream().flatMap(group -> group.path("rules")
                .valueStream()
                .map(rule -> rule.path("query").asText()));
    }

    static Stream<String> commands() throws IOException {
        Set<String> queries = new TreeSet<>();
        try (Stream<Path> runbooks = Files.list(RUNBOOKS)) {
            runbooks.forEach(
                    runbook -> QUERY.matcher(text(runbook)).results().forEach(query -> queries.add(query.group(1))));
        }
        assertThat(queries).hasSizeGreaterThan(20);
        return queries.stream();
    }

    @ParameterizedTest
    @MethodSource({"rules", "commands"})
    void labelsExist(String promql) {
        // A target that has just come back does not have all its labels yet.
        Poll.until(LIMIT, () -> Optional.of(Names.of(promql).missingLabels()).filter(Set::isEmpty))
                .orElseThrow(() -> new AssertionError("missing labels in: " + promql));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
