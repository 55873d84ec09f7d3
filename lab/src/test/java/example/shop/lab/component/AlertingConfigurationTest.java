package example.shop.lab.component;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.lab.Settings;
import example.shop.signals.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of this checkout, as the lab's Prometheus and Alertmanager read them. */
class AlertingConfigurationTest {

    private static final Path PROJECT = ProjectFolder.around(Path.of(""));

    @TempDir
    Path home;

    private AlertingConfiguration configuration;

    @BeforeEach
    void inAHomeOfItsOwn() {
        configuration = new AlertingConfiguration(
                Settings.from(PROJECT, Map.of("LAB_HOME", home.toString(), "LAB_PORT_OFFSET", "9000")));
    }

    @Test
    void prometheusReadsItsOwnFileAndEveryRuleFileUnchanged() throws IOException {
        configuration.writePrometheus();
        assertThat(home.resolve("config/prometheus/prometheus.yaml"))
                .hasSameTextualContentAs(PROJECT.resolve("infra/prometheus/prometheus.yaml"));
        for (String rules : new String[] {"recording", "services", "pipeline", "slo"}) {
            assertThat(home.resolve("config/prometheus/rules/" + rules + ".yaml"))
                    .hasSameTextualContentAs(PROJECT.resolve("alerts/" + rules + ".yaml"));
        }
    }

    @Test
    void targetsAreAtThePortsOfThisLab() throws IOException {
        String environment = System.getenv().getOrDefault("ENVIRONMENT", "local");
        configuration.writePrometheus();
        assertThat(read("prometheus/services/users.yaml"))
                .contains(
                        "[{targets: [\"127.0.0.1:18002\"]}]",
                        "{target_label: service, replacement: \"users\"}",
                        "{target_label: environment, replacement: \"" + environment + "\"}")
                .doesNotContain("${");
        assertThat(read("prometheus/services/gateway.yaml")).contains("127.0.0.1:18000");
        assertThat(read("prometheus/targets/collectors.yaml")).contains("127.0.0.1:17888");
        assertThat(read("prometheus/targets/spans.yaml")).contains("127.0.0.1:17889");
        assertThat(read("prometheus/targets/telemetry.yaml"))
                .contains("127.0.0.1:23888", "127.0.0.1:18090", "127.0.0.1:18093")
                .doesNotContain("${");
        assertThat(read("prometheus/targets/alertmanagers.yaml")).contains("127.0.0.1:18093");
    }

    /** A target that is not expected could vanish from Prometheus unnoticed. */
    @Test
    void targetsAreExpected() throws IOException {
        configuration.writePrometheus();
        for (String name : new String[] {"gateway", "users", "postgres", "loki", "log-agent", "span-metrics"}) {
            assertThat(read("prometheus/rules/expected-" + name + ".yaml"))
                    .contains("record: service:expected", "{service: \"" + name + "\", environment: \"", "job: \"");
        }
    }

    @Test
    void changeReachesPrometheusOwnFileAndTheRulesButNotTheTargets() throws IOException {
        configuration.writePrometheus(text -> text.replace("30s", "1s"));
        assertThat(read("prometheus/prometheus.yaml")).contains("evaluation_interval: 1s");
        assertThat(read("prometheus/rules/services.yaml"))
                .contains("interval: 1s")
                .doesNotContain("30s");
    }

    @Test
    void ruleFileThatIsGoneFromTheSourcesGoesFromTheRules() throws IOException {
        configuration.writePrometheus();
        Path old = Files.writeString(home.resolve("config/prometheus/rules/old.yaml"), "groups: []\n");
        configuration.writePrometheus();
        assertThat(old).doesNotExist();
    }

    @Test
    void withoutCredentialsTheWebhookIsTheLabsOwn() throws IOException {
        configuration.writeAlertmanager();
        assertThat(read("alertmanager/webhook-url")).isEqualTo("http://127.0.0.1:28095");
        assertThat(read("alertmanager/alertmanager.yaml"))
                .contains("url_file: " + home.resolve("config/alertmanager/webhook-url"))
                .doesNotContain("slack_configs", "pagerduty_configs", "email_configs", "${");
        assertThat(home.resolve("config/alertmanager/templates/shop.tmpl")).exists();
    }

    @Test
    void emptyWebhookUrlIsNone() throws IOException {
        Files.createDirectories(configuration.credentials());
        Files.writeString(configuration.credentials().resolve("webhook-url"), "\n");
        configuration.writeAlertmanager();
        assertThat(read("alertmanager/alertmanager.yaml"))
                .contains("url_file: " + home.resolve("config/alertmanager/webhook-url"));
    }

    @Test
    void folderForCredentialsIsItsOwnersAlone() throws IOException {
        configuration.writeAlertmanager();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(configuration.credentials())))
                .isEqualTo("rwx------");
    }

    @Test
    void credentialsInTheSecretsFolderAreNamedAndNotCopied() throws IOException {
        Files.createDirectories(configuration.credentials());
        Files.writeString(configuration.credentials().resolve("slack-url"), "https://slack.example.com/secret");
        Files.writeString(configuration.credentials().resolve("webhook-url"), "https://example.com/secret");
        configuration.writeAlertmanager();
        assertThat(read("alertmanager/alertmanager.yaml"))
                .contains(
                        "api_url_file: " + configuration.credentials().resolve("slack-url"),
                        "url_file: " + configuration.credentials().resolve("webhook-url"))
                .doesNotContain("slack.example.com", "https://example.com/secret", "pagerduty_configs");
    }

    private String read(String file) throws IOException {
        return Files.readString(home.resolve("config").resolve(file));
    }
}
