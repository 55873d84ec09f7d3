package example.shop.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Conventions of every alert, and the contract's values for eight of them. */
class AlertConventionsTest {

    private static final String RUNBOOKS = "https://github.com/example-shop/observable-shop/blob/main/alerts/runbooks/";
    private static final Set<String> SEVERITIES = Set.of("critical", "warning", "info", "none");
    private static final Set<String> TEAMS = Set.of("backend", "ops", "product");

    /** Contract section 9: hold time, severity, team. */
    private static final Map<String, List<String>> FIXED = Map.of(
            "HighErrorRate", List.of("5m", "critical", "backend"),
            "HighLatencyP95", List.of("5m", "warning", "backend"),
            "VeryHighLatencyP99", List.of("5m", "critical", "backend"),
            "ServiceDown", List.of("1m", "critical", "ops"),
            "TrafficDrop", List.of("10m", "warning", "ops"),
            "OtelCollectorHighMemory", List.of("5m", "warning", "ops"),
            "OtelCollectorDroppedSpans", List.of("5m", "warning", "ops"),
            "LowUserActivity", List.of("15m", "info", "product"));

    private static final Map<String, Predicate<String>> KINDS = Map.of(
            "fires", name -> name.startsWith("fires "),
            "does not fire", name -> name.startsWith("does not fire "),
            "at the boundary", name -> name.contains(" at the boundary "),
            "resolves", name -> name.contains("resolves"),
            "at night", name -> name.contains(" at night"));

    @Test
    void alertHasSeverityTeamAndAnnotations() {
        for (Rule alert : AlertFolder.alerts()) {
            assertThat(alert.label("severity")).as(alert.toString()).isIn(SEVERITIES);
            assertThat(alert.label("team")).as(alert.toString()).isIn(TEAMS);
            assertThat(alert.annotation("summary"))
                    .as(alert + " summary is a static sentence")
                    .endsWith(".")
                    .doesNotContain("{{");
            assertThat(alert.annotation("description"))
                    .as(alert + " description has labels and value")
                    .containsPattern(alert.name().equals("Watchdog") ? "\\{\\{.*\\$value" : "\\{\\{.*\\$labels\\.")
                    .endsWith(".");
            assertThat(alert.annotation("runbook_url")).isEqualTo(RUNBOOKS + alert.name() + ".md");
        }
    }

    @Test
    void eightAlertsMatchTheContract() {
        List<Rule> alerts = AlertFolder.alerts();
        FIXED.forEach((name, expected) -> {
            List<Rule> found =
                    alerts.stream().filter(alert -> alert.name().equals(name)).toList();
            assertThat(found).as(name).hasSize(1);
            Rule alert = found.getFirst();
            assertThat(List.of(alert.holdFor(), alert.label("severity"), alert.label("team")))
                    .as(name)
                    .isEqualTo(expected);
        });
    }

    @Test
    void groupsAreEvaluatedEveryThirtySecondsAndBusinessEveryMinute() {
        for (Rule alert : AlertFolder.alerts()) {
            assertThat(alert.interval())
                    .as(alert.toString())
                    .isEqualTo(alert.group().equals("business") ? "1m" : "30s");
        }
        assertThat(AlertFolder.alerts().stream()
                        .filter(alert -> alert.group().equals("business"))
                        .map(Rule::name))
                .contains("LowUserActivity");
    }

    /** Alertmanager sends no resolved message for a muted alert, so an incident would stay open. */
    @Test
    void alertThatServiceDownMayMuteIsHeldUntilItEnds() {
        List<Rule> mutable = AlertFolder.alerts().stream()
                .filter(alert -> !Set.of("ServiceDown", "Watchdog").contains(alert.name()))
                // Excluded: alerts about no service, or about one that is absent rather than down.
                .filter(alert ->
                        alert.label("service").isEmpty() && !alert.expression().contains("service:expected"))
                .toList();
        assertThat(mutable).hasSizeGreaterThan(15).allSatisfy(alert -> {
            String window = alert.label("long_window");
            String signal = alert.label("signal");
            assertThat(alert.expression().strip())
                    .as(alert.toString())
                    .endsWith("service:alerts:held{alertname=\"" + alert.name() + "\""
                            + (window.isEmpty() ? "" : ",long_window=\"" + window + "\"")
                            + (signal.isEmpty() ? "" : ",signal=\"" + signal + "\"") + "}");
        });
    }

    @Test
    void alertHasUnitTestsOfEveryKind() {
        for (Rule alert : AlertFolder.alerts()) {
            List<String> names = Stream.of(AlertFolder.yaml(AlertFolder.testFile(alert.name())))
                    .flatMap(file -> file.path("tests").valueStream())
                    .map(test -> test.path("name").asText())
                    .toList();
            assertThat(names).as("tests of " + alert.name()).doesNotHaveDuplicates();
            KINDS.forEach((kind, matches) ->
                    assertThat(names).as(alert.name() + ": " + kind).anyMatch(matches));
        }
    }

    @Test
    void firingAlertTestsExpectServiceAndAllAnnotations() {
        for (Rule alert : AlertFolder.alerts()) {
            JsonNode file = AlertFolder.yaml(AlertFolder.testFile(alert.name()));
            assertThat(file.findValues("exp_labels"))
                    .as(alert.name())
                    .isNotEmpty()
                    .allSatisfy(expected -> assertThat(fields(expected)).contains("service", "severity", "team"));
            assertThat(file.findValues("exp_annotations"))
                    .as(alert.name())
                    .isNotEmpty()
                    .allSatisfy(expected -> assertThat(fields(expected))
                            .containsExactlyInAnyOrder("summary", "description", "runbook_url"));
        }
    }

    @Test
    void everyTestFileAndRunbookBelongsToAnAlert() {
        Set<String> alerts = AlertFolder.alerts().stream().map(Rule::name).collect(Collectors.toSet());
        Set<String> tested = new HashSet<>(alerts);
        tested.add("recording");
        assertThat(AlertFolder.testFiles().stream().map(AlertFolder::stem)).containsExactlyInAnyOrderElementsOf(tested);
        assertThat(AlertFolder.runbooks().stream().map(AlertFolder::stem)).containsExactlyInAnyOrderElementsOf(alerts);
    }

    @Test
    void everyRecordedMetricIsNamedByLevelMetricAndOperationAndTested() {
        String tests = AlertFolder.text(AlertFolder.testFile("recording"));
        for (Rule rule : AlertFolder.rules()) {
            if (!rule.isAlert()) {
                assertThat(rule.name()).matches("(service|slo):[a-z_]+:[a-z0-9_]+");
                assertThat(tests.contains(rule.name())).as("tested: " + rule).isTrue();
            }
        }
    }

    private static List<String> fields(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }
}
