package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.signals.Http;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Muting and receivers of alerts in the running Alertmanager, with alerts of services invented for each test. */
@Tag("lab")
class AlertmanagerIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final String service = "muted-" + UUID.randomUUID();
    /** The labels of the alerts of this test, as JSON. */
    private final List<String> fired = new ArrayList<>();

    @Test
    void criticalMutesTheWarningOfTheSameAlertAndService() throws IOException {
        fire("ErrorBudgetBurn", service, "critical");
        fire("ErrorBudgetBurn", service, "warning");
        fire("HighLatencyP95", service, "warning");
        fire("ErrorBudgetBurn", service + "-other", "warning");
        awaitState("ErrorBudgetBurn", service, "warning", "suppressed");
        awaitState("ErrorBudgetBurn", service, "critical", "active");
        awaitState("HighLatencyP95", service, "warning", "active");
        awaitState("ErrorBudgetBurn", service + "-other", "warning", "active");
    }

    @Test
    void serviceDownMutesTheRestOfItsServiceAndNeverItself() throws IOException {
        fire("ServiceDown", service, "critical");
        fire("HighErrorRate", service, "critical");
        fire("LowUserActivity", service, "info");
        fire("HighErrorRate", service + "-other", "critical");
        awaitState("HighErrorRate", service, "critical", "suppressed");
        awaitState("LowUserActivity", service, "info", "suppressed");
        awaitState("ServiceDown", service, "critical", "active");
        awaitState("HighErrorRate", service + "-other", "critical", "active");
    }

    @Test
    void withoutCredentialsTheWebhookGetsEverySeverity() throws IOException {
        List<String> severities = List.of("critical", "warning", "info", "none");
        for (String severity : severities) {
            fire("Severity" + severity, service, severity);
        }
        for (String severity : severities) {
            awaitNotification(line -> line.path("service").asText().equals(service)
                    && line.path("receiver").asText().equals("webhook")
                    && line.path("severity").asText().equals(severity)
                    && line.path("status").asText().equals("firing"));
        }
    }

    @Test
    void watchdogArrives() {
        awaitNotification(line -> line.path("alertname").asText().equals("Watchdog"));
    }

    private static void awaitNotification(Predicate<JsonNode> wanted) {
        Path log = Stack.LOGS.resolve("notifications.log");
        Await.until(Duration.ofSeconds(60), "such a line in " + log, () -> Files.readAllLines(log).stream()
                .map(Stack::json)
                .anyMatch(wanted));
    }

    /** An open alert would be an incident of the drills that follow, until Alertmanager forgets it after five minutes. */
    @AfterEach
    void endAlerts() throws IOException {
        for (String labels : fired) {
            post(labels, ", \"endsAt\": \"" + Instant.now() + "\"");
        }
    }

    private void fire(String alert, String service, String severity) throws IOException {
        String labels = """
                {"alertname": "%s", "service": "%s", "environment": "local", "severity": "%s"}""".formatted(alert, service, severity);
        fired.add(labels);
        post(labels, "");
    }

    private static void post(String labels, String end) throws IOException {
        String body = """
                [{"labels": %s, "annotations": {"summary": "A test of what mutes what."}%s}]""".formatted(labels, end);
        var answer = Http.post(URI.create(Stack.ALERTMANAGER + "/api/v2/alerts"), Map.of(), body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** An alert is first unprocessed, and then active or suppressed. */
    private static void awaitState(String alert, String service, String severity, String state) throws IOException {
        String filter = "?filter=alertname%3D" + alert + "&filter=service%3D%22" + service + "%22&filter=severity%3D"
                + severity;
        URI alerts = URI.create(Stack.ALERTMANAGER + "/api/v2/alerts" + filter);
        Await.until(
                LIMIT,
                alert + " of " + service + " is " + state,
                () -> Stack.json(Http.get(alerts).body()),
                found -> found.valueStream()
                        .anyMatch(one -> one.at("/status/state").asText().equals(state)));
    }
}
