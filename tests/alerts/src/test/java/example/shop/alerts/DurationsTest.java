package example.shop.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.drills.FastDurations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Drills find durations in the rules by text and divide them by 30, so they must stand where drills look. */
class DurationsTest {

    private static final String DURATION = "(\\d+)(s|m|h|d)";
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));
    private static final Pattern FORMS = Pattern.compile(
            "\\[" + DURATION + "]|(?:\\boffset|[/<]) " + DURATION + "\\b|\\b(?:for|interval): " + DURATION + "$");
    private static final Pattern ANY_DURATION = Pattern.compile("\\b\\d+(ms|s|m|h|d|w|y)(\\d|\\b)");
    private static final Set<String> GROUP_FIELDS = Set.of("name", "interval", "rules");
    private static final Set<String> RULE_FIELDS = Set.of("alert", "record", "expr", "for", "labels", "annotations");

    @Test
    void durationsHaveKnownFormsOnly() {
        for (Rule rule : AlertFolder.rules()) {
            String rest = rule.expression()
                    .replaceAll("\"[^\"]*\"", "\"\"")
                    .replaceAll("\\[" + DURATION + "]|(?:\\boffset|[/<]) " + DURATION + "\\b", "");
            assertThat(rest)
                    .as(rule.toString())
                    .doesNotContainPattern(ANY_DURATION)
                    .doesNotContain("[", "offset");
            assertThat(rule.interval()).as(rule + ": interval").matches(DURATION);
            assertThat(rule.holdFor()).as(rule + ": for").matches("|" + DURATION);
        }
    }

    @Test
    void noOtherFieldHoldsADuration() {
        for (Path file : AlertFolder.ruleFiles()) {
            Set<String> groups = new TreeSet<>();
            AlertFolder.yaml(file).path("groups").forEach(group -> group.fieldNames()
                    .forEachRemaining(groups::add));
            assertThat(groups).as(file.toString()).isSubsetOf(GROUP_FIELDS);
        }
        for (Rule rule : AlertFolder.rules()) {
            rule.node().fieldNames().forEachRemaining(field -> assertThat(field)
                    .as(rule.toString())
                    .isIn(RULE_FIELDS));
        }
    }

    @Test
    void everyDurationIsFoundByItsTextAndDividesIntoWholeMilliseconds() {
        for (Path file : AlertFolder.ruleFiles()) {
            List<String> lines = AlertFolder.text(file).lines().toList();
            List<Duration> durations = lines.stream()
                    .filter(line -> !line.strip().startsWith("#"))
                    .flatMap(line -> FORMS.matcher(line).results())
                    .map(DurationsTest::duration)
                    .toList();
            assertThat(durations).as(file.toString()).isNotEmpty();
            assertThat(durations).as(file.toString()).allSatisfy(duration -> assertThat(
                            duration.toMillis() % FastDurations.FACTOR)
                    .as("" + duration)
                    .isZero());
            long written = lines.stream()
                    .filter(line -> line.strip().matches("(for|interval):.*"))
                    .count();
            long found = lines.stream()
                    .filter(line -> line.strip().matches("(for|interval): " + DURATION))
                    .count();
            assertThat(found).as("lines with for: or interval: in " + file).isEqualTo(written);
        }
    }

    private static Duration duration(MatchResult match) {
        int group = 1;
        while (match.group(group) == null) {
            group += 2;
        }
        return UNITS.get(match.group(group + 1)).multipliedBy(Long.parseLong(match.group(group)));
    }
}
