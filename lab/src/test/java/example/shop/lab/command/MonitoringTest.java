package example.shop.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.lab.Answers;
import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MonitoringTest {

    @AutoClose
    private Answers prometheus;

    private String targets = target("up", "") + "," + target("up", "");
    private String rules = rule("ok", "") + "," + rule("ok", "");

    @BeforeEach
    void listen() throws IOException {
        prometheus = new Answers()
                .at("/api/v1/targets", query -> "{\"data\":{\"activeTargets\":[" + targets + "]}}")
                .at("/api/v1/rules", query -> "{\"data\":{\"groups\":[{\"rules\":[" + rules + "]}]}}");
    }

    @Test
    void allUpAndHealthyIsWhole() throws IOException {
        assertThat(state().isWhole()).isTrue();
        assertThat(state()).hasToString("2 of 2 targets up, 2 of 2 rules healthy");
    }

    @Test
    void targetThatIsDownIsNamedWithItsError() throws IOException {
        targets = target("up", "") + "," + target("down", "connection refused");
        assertThat(state().isWhole()).isFalse();
        assertThat(state().wrong())
                .singleElement()
                .asString()
                .contains("http://there/metrics is down", "connection refused");
    }

    @Test
    void ruleThatFailsIsNamedWithItsError() throws IOException {
        rules = rule("err", "many-to-many matching");
        assertThat(state().isWhole()).isFalse();
        assertThat(state().wrong()).singleElement().asString().contains("rule R is err", "many-to-many");
    }

    @Test
    void ruleThatWasNotEvaluatedYetIsNotHealthy() throws IOException {
        rules = rule("ok", "") + "," + rule("unknown", "");
        assertThat(state()).hasToString("2 of 2 targets up, 1 of 2 rules healthy");
        assertThat(state().isWhole()).isFalse();
    }

    @Test
    void nothingAtAllIsNotWhole() throws IOException {
        targets = "";
        rules = "";
        assertThat(state().isWhole()).isFalse();
    }

    @Test
    void silentPrometheusIsSaid() {
        prometheus.close();
        assertThat(monitoring().describe()).startsWith("Prometheus does not answer");
    }

    private Monitoring monitoring() {
        return new Monitoring(prometheus.url());
    }

    private Monitoring.State state() throws IOException {
        return monitoring().state();
    }

    private static String target(String health, String error) {
        return "{\"scrapeUrl\":\"http://there/metrics\",\"health\":\"%s\",\"lastError\":\"%s\"}"
                .formatted(health, error);
    }

    private static String rule(String health, String error) {
        return "{\"name\":\"R\",\"health\":\"%s\",\"lastError\":\"%s\"}".formatted(health, error);
    }
}
