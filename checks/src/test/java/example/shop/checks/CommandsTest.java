package example.shop.checks;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.checks.StandIn.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands {@code setup} and {@code metrics}, exit codes, and what wrong use is answered with. */
class CommandsTest {

    private final StandInShop shop = new StandInShop();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void setUpIsSixChecks() {
        Run run = Run.of("setup", shop);
        assertThat(run.out().lines().filter(line -> line.startsWith("passed "))).hasSize(6);
        assertThat(run.out()).contains("2 data sources answer", "6 of 6 checks passed");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void grafanaThatIsLeftOutIsSaidToBe() {
        Run run = Run.of("setup", shop, "--grafana=none");
        assertThat(run.out()).contains("left out: Grafana (--grafana none)", "5 of 5 checks passed");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void dataSourceThatDoesNotAnswerIsNamed() {
        shop.grafana.on(
                "/api/datasources/uid/j/health", ask -> new Answer(500, "{\"message\":\"dial tcp: no such host\"}"));
        Run run = Run.of("setup", shop);
        assertThat(run.out()).contains("1 of 2 data sources do not answer: Jaeger: dial tcp: no such host");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void grafanaThatLetsNobodyInIsNotChecked() {
        shop.grafana.on("/api/datasources", ask -> new Answer(401, "{}"));
        Run run = Run.of("setup", shop);
        assertThat(run.out()).contains("not checked data sources of Grafana", "GRAFANA_TOKEN");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void serviceWhoseDatabaseIsDownIsNotReady() {
        shop.users.on(
                "/health/ready",
                ask -> new Answer(503, "{\"checks\":[{\"name\":\"Database connections\",\"status\":\"DOWN\"}]}"));
        Run run = Run.of("setup", shop);
        assertThat(run.out()).contains("FAILED", "answers but is not ready: Database connections is down");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void readinessIsAskedAtTheManagementInterface() throws Exception {
        try (StandIn management = new StandIn()) {
            management.on("/health/ready", ask -> new Answer(503, "{}"));
            Run run = Run.of("setup", shop, "--management=users=" + management.url());
            assertThat(run.out()).contains("users at " + management.url() + " answers but is not ready: status 503");
            assertThat(run.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void targetThatCannotBeScrapedIsNamed() {
        shop.prometheus.on(
                "/api/v1/targets",
                ask -> Answer.ok("{\"data\":{\"activeTargets\":[{\"health\":\"down\","
                        + "\"scrapeUrl\":\"http://users:8080/metrics\",\"lastError\":\"connection refused\"}]}}"));
        Run run = Run.of("setup", shop);
        assertThat(run.out()).contains("http://users:8080/metrics: connection refused");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void metricsThatAreAllThere() {
        Run run = Run.of("metrics", shop);
        assertThat(run.out()).contains("24 of 24 checks passed", "one leads to its trace");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void renamedMetricIsNamedWithTheNearestThatIsThere() {
        shop.emitted.get("users").remove("http_requests_total");
        shop.emitted.get("users").add("http_server_requests_total");
        shop.emitted.get("products").remove("http_requests_total");
        shop.emitted.get("gateway").remove("http_requests_total");
        Run run = Run.of("metrics", shop);
        assertThat(run.out())
                .contains("metric http_requests_total: missing of gateway and products and users: the nearest existing"
                        + " name is http_server_requests_total");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void metricThatOneServiceDoesNotEmitIsNamedWithIt() {
        shop.emitted.get("users").remove("process_cpu_usage");
        Run run = Run.of("metrics", shop);
        assertThat(run.out()).contains("metric process_cpu_usage: missing of users");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void queryThatPrometheusRefusesIsNamed() {
        shop.prometheus.on("/api/v1/query_exemplars", ask -> new Answer(400, "{\"error\":\"parse error\"}"));
        Run run = Run.of("metrics", shop);
        assertThat(run.out()).contains("Prometheus answered 400: parse error");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void silentPrometheusIsNamed() {
        shop.prometheus.close();
        Run run = Run.of("metrics", shop);
        assertThat(run.out()).contains("Prometheus at " + shop.prometheus.url() + " does not answer");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void figuresOfBeforeAreBesideThoseOfNow() {
        Run run = Run.of("metrics", shop, "--before=10m");
        assertThat(run.out()).containsPattern("gateway +1.00 → 1.00 +100.0 % → 100.0 % +1000 ms → 1000 ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"traces", "metrics", "setup"})
    void nothingIsCheckedWhereNobodyAnswers(String command) {
        shop.close();
        Run run = Run.of(command, shop);
        assertThat(run.out()).contains("not checked");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    @Timeout(60)
    void systemThatHangsEndsInTime() {
        for (StandIn each : List.of(shop.gateway, shop.users, shop.jaeger, shop.loki, shop.prometheus)) {
            each.on("/", CommandsTest::hang)
                    .on("/health/ready", CommandsTest::hang)
                    .on("/api", CommandsTest::hang);
        }
        shop.jaeger.on("/api/services", ask -> hang(ask)).on("/api/traces", ask -> hang(ask));
        Run run = Run.of("setup", shop);
        assertThat(run.out()).contains("no answer in time");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void systemOfOnesOwnIsHeldAgainstAFileOfOnesOwn(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), """
                shapes:
                  - name: mine
                    request: {service: front, path: /api/products/1}
                    root: {service: gateway, name: /GET .*/, kind: server, attributes: {http.route: present}}
                logs: {query: '{app="x"} | id="${trace}"'}
                """);
        List<String> options = shop.options();
        options.removeIf(option -> option.matches("--(gateway|products|users|expect)=.*"));
        options.addAll(List.of("--service=front=" + shop.gateway.url() + "/", "--expect=" + file));
        options.addFirst("traces");
        Run run = Run.of(options);
        assertThat(run.out()).contains("trace of mine: 1 expected spans are where they belong", "2 of 2 checks passed");
        assertThat(run.exitCode()).isZero();
        options.removeIf(option -> option.startsWith("--service="));
        assertThat(Run.of(options).out()).contains("A request goes to front, which has no address");
    }

    @Test
    void wrongUseIsSaidInOneLineAndIsNoStackTrace() {
        assertThat(Run.of("traces", shop, "--deadline=soon").out()).contains("'soon' is not a duration");
        assertThat(Run.of("traces", shop, "--shape=nope").out()).contains("Unknown shape 'nope'. Shapes: product");
        assertThat(Run.of("traces", shop, "--jaeger=nonsense").out()).contains("The address of Jaeger must be like");
        assertThat(Run.of("traces", shop, "--expect=none.yaml").out())
                .contains("Expectations file none.yaml not found");
        for (String wrong : List.of("--deadline=soon", "--shape=nope", "--jaeger=nonsense", "--expect=none.yaml")) {
            Run run = Run.of("traces", shop, wrong);
            assertThat(run.exitCode()).as(wrong).isEqualTo(2);
            assertThat(run.out()).doesNotContain("\tat ", "Exception");
        }
        assertThat(Run.of(List.of()).exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"traces", "metrics", "setup"})
    void helpNamesTheExitCodes(String command) {
        Run run = Run.of(List.of(command, "--help"));
        assertThat(run.out()).contains("Exit codes:", "--grafana=URL", "something could not be checked");
        assertThat(run.exitCode()).isZero();
    }

    private static Answer hang(com.sun.net.httpserver.HttpExchange ask) {
        LockSupport.parkNanos(java.time.Duration.ofSeconds(30).toNanos());
        return Answer.ok("");
    }
}
