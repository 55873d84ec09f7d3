package example.shop.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MonitoringTest {

    private HttpServer prometheus;
    private String targets = target("up", "") + "," + target("up", "");
    private String rules = rule("ok", "") + "," + rule("ok", "");

    @BeforeEach
    void listen() throws IOException {
        prometheus = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        answer("/api/v1/targets", () -> "{\"data\":{\"activeTargets\":[" + targets + "]}}");
        answer("/api/v1/rules", () -> "{\"data\":{\"groups\":[{\"rules\":[" + rules + "]}]}}");
        prometheus.start();
    }

    @AfterEach
    void stop() {
        prometheus.stop(0);
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
        prometheus.stop(0);
        assertThat(monitoring().describe()).startsWith("Prometheus does not answer");
    }

    private Monitoring monitoring() {
        return new Monitoring("http://127.0.0.1:" + prometheus.getAddress().getPort());
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

    private interface Body {
        String now();
    }

    private void answer(String path, Body body) {
        prometheus.createContext(path, exchange -> {
            try (exchange) {
                byte[] bytes = body.now().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
    }
}
