package example.shop.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alerts reach their receivers, according to {@code amtool}, with and without credentials. */
class RoutesIT {

    private static final Path INFRA = AlertFolder.PROJECT.resolve("infra");
    private static final String ALL = "slack-url pagerduty-key smtp-password";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "alertname=HighErrorRate severity=critical team=backend, slack-and-pagerduty",
        "alertname=HighLatencyP95 severity=warning team=backend, slack",
        "alertname=LowUserActivity severity=info team=product, email",
        "alertname=Watchdog severity=none team=ops, webhook",
        "alertname=OfSomebodyElse severity=unheard-of, webhook",
        "alertname=WithoutASeverity, webhook",
    })
    void severityDecidesTheReceiver(String labels, String receiver) throws Exception {
        assertThat(receiverOf(config(ALL), labels)).isEqualTo(receiver);
    }

    @Test
    void everyAlertIsRoutedBySeverity() throws Exception {
        Path config = config(ALL);
        int alerts = 0;
        for (Rule alert : AlertFolder.alerts()) {
            String expected =
                    switch (alert.label("severity")) {
                        case "critical" -> "slack-and-pagerduty";
                        case "warning" -> "slack";
                        case "info" -> "email";
                        default -> "webhook";
                    };
            String labels = "alertname=" + alert.name() + " severity=" + alert.label("severity");
            assertThat(receiverOf(config, labels)).as(alert.name()).isEqualTo(expected);
            alerts++;
        }
        assertThat(alerts).isGreaterThan(10);
    }

    @ParameterizedTest
    @CsvSource({"critical", "warning", "info", "none"})
    void withoutCredentialsEverythingGoesToTheWebhook(String severity) throws Exception {
        Path config = config("");
        assertThat(receiverOf(config, "alertname=A severity=" + severity)).isEqualTo("webhook");
        assertThat(AlertFolder.yaml(config).path("receivers")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "slack-url, critical, slack-and-pagerduty",
        "slack-url, info, webhook",
        "pagerduty-key, critical, slack-and-pagerduty",
        "pagerduty-key, warning, webhook",
        "smtp-password, info, email",
        "smtp-password, critical, webhook",
    })
    void oneCredentialIsEnoughForItsOwnRoutes(String credential, String severity, String receiver) throws Exception {
        assertThat(receiverOf(config(credential), "alertname=A severity=" + severity))
                .isEqualTo(receiver);
    }

    @Test
    void criticalReceiverHasTheIntegrationsWithCredentials() throws Exception {
        assertThat(integrations(ALL, "slack-and-pagerduty")).containsExactly("slack_configs", "pagerduty_configs");
        assertThat(integrations("slack-url", "slack-and-pagerduty")).containsExactly("slack_configs");
        assertThat(integrations("pagerduty-key", "slack-and-pagerduty")).containsExactly("pagerduty_configs");
    }

    @Test
    void everyReceiverGetsResolvedAlerts() throws Exception {
        for (JsonNode receiver : AlertFolder.yaml(config(ALL)).path("receivers")) {
            receiver.properties().stream()
                    .filter(field -> field.getKey().endsWith("_configs"))
                    .flatMap(field -> field.getValue().valueStream())
                    .forEach(integration -> assertThat(
                                    integration.path("send_resolved").asBoolean())
                            .as(integration.toString())
                            .isTrue());
        }
    }

    @Test
    void groupingMatchesTheContract() throws Exception {
        JsonNode route = AlertFolder.yaml(config(ALL)).path("route");
        assertThat(route.path("group_by").valueStream().map(JsonNode::asText))
                .containsExactly("alertname", "service", "severity");
        assertThat(route.path("group_wait").asText()).isEqualTo("10s");
        assertThat(route.path("group_interval").asText()).isEqualTo("10s");
        assertThat(route.path("repeat_interval").asText()).isEqualTo("12h");
    }

    /** The configuration rendered with {@code credentials}, checked by amtool. */
    private Path config(String credentials) throws Exception {
        Path fresh = Files.createTempDirectory(folder, "config");
        Path secrets = Files.createDirectory(fresh.resolve("secrets"));
        for (String credential : credentials.isEmpty() ? new String[0] : credentials.split(" ")) {
            Files.writeString(secrets.resolve(credential), "http://127.0.0.1/");
        }
        Files.createDirectory(fresh.resolve("templates"));
        Files.copy(INFRA.resolve("alertmanager/templates/shop.tmpl"), fresh.resolve("templates/shop.tmpl"));
        ProcessBuilder render = new ProcessBuilder(
                "sh",
                INFRA.resolve("render").toString(),
                INFRA.resolve("alertmanager/alertmanager.yaml").toString());
        render.environment().put("SECRETS", secrets.toString());
        Path config = fresh.resolve("alertmanager.yaml");
        Files.writeString(config, output(render));
        output(new ProcessBuilder(amtool(), "check-config", config.toString()));
        return config;
    }

    private List<String> integrations(String credentials, String name) throws Exception {
        List<String> found = new ArrayList<>();
        for (JsonNode receiver : AlertFolder.yaml(config(credentials)).path("receivers")) {
            if (receiver.path("name").asText().equals(name)) {
                receiver.properties().forEach(field -> found.add(field.getKey()));
            }
        }
        found.remove("name");
        return found;
    }

    private static String receiverOf(Path config, String labels) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(amtool(), "config", "routes", "test", "--config.file=" + config));
        command.addAll(List.of(labels.split(" ")));
        return output(new ProcessBuilder(command)).strip();
    }

    /** As {@code make rules} sets it: {@code lab tool amtool}. */
    private static String amtool() {
        String amtool = System.getenv("AMTOOL");
        assertThat(amtool).as("AMTOOL in the environment; run 'make rules'").isNotNull();
        return amtool;
    }

    private static String output(ProcessBuilder command) throws Exception {
        Process process = command.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
