package example.shop.checks;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.checks.StandIn.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands {@code setup} and {@code metrics}, exit codes, and what wrong use is answered with. */
class CommandsTest {

    @AutoClose
    private final StandInShop shop = new StandInShop();

    @Test
    void setUpIsSixChecks() {
        Run.of("setup", shop)
                .exits(0)
                .contains("2 data sources answer", "6 of 6 checks passed")
                .matches("(?s)(.*\\npassed ){6}.*");
    }

    @Test
    void grafanaThatIsLeftOutIsSaidToBe() {
        Run.of("setup", shop, "--grafana=none")
                .exits(0)
                .contains("left out: Grafana (--grafana none)", "5 of 5 checks passed");
    }

    @Test
    void dataSourceThatDoesNotAnswerIsNamed() {
        shop.grafana.on(
                "/api/datasources/uid/j/health", ask -> new Answer(500, "{\"message\":\"dial tcp: no such host\"}"));
        Run.of("setup", shop).exits(1).contains("1 of 2 data sources do not answer: Jaeger: dial tcp: no such host");
    }

    @Test
    void grafanaThatLetsNobodyInIsNotChecked() {
        shop.grafana.on("/api/datasources", ask -> new Answer(401, "{}"));
        Run.of("setup", shop).exits(2).contains("not checked data sources of Grafana", "GRAFANA_TOKEN");
    }

    @Test
    void serviceWhoseDatabaseIsDownIsNotReady() {
        shop.users.on(
                "/health/ready",
                ask -> new Answer(503, "{\"checks\":[{\"name\":\"Database connections\",\"status\":\"DOWN\"}]}"));
        Run.of("setup", shop).exits(1).contains("FAILED", "answers but is not ready: Database connections is down");
    }

    @Test
    void readinessIsAskedAtTheManagementInterface() throws Exception {
        try (StandIn management = new StandIn()) {
            management.on("/health/ready", ask -> new Answer(503, "{}"));
            Run.of("setup", shop, "--management=users=" + management.url())
                    .exits(1)
                    .contains("users at " + management.url() + " answers but is not ready: status 503");
        }
    }

    @Test
    void targetThatCannotBeScrapedIsNamed() {
        shop.prometheus.on(
                "/api/v1/targets",
                ask -> Answer.ok("{\"data\":{\"activeTargets\":[{\"health\":\"down\","
                        + "\"scrapeUrl\":\"http://users:8080/metrics\",\"lastError\":\"connection refused\"}]}}"));
        Run.of("setup", shop).exits(1).contains("http://users:8080/metrics: connection refused");
    }

    @Test
    void metricsThatAreAllThere() {
        Run.of("metrics", shop).exits(0).contains("24 of 24 checks passed", "one leads to its trace");
    }

    @Test
    void renamedMetricIsNamedWithTheNearestThatIsThere() {
        shop.emitted.get("users").remove("http_requests_total");
        shop.emitted.get("users").add("http_server_requests_total");
        shop.emitted.get("products").remove("http_requests_total");
        shop.emitted.get("gateway").remove("http_requests_total");
        Run.of("metrics", shop)
                .exits(1)
                .contains("metric http_requests_total: missing of gateway and products and users: the nearest existing"
                        + " name is http_server_requests_total");
    }

    @Test
    void metricThatOneServiceDoesNotEmitIsNamedWithIt() {
        shop.emitted.get("users").remove("process_cpu_usage");
        Run.of("metrics", shop).exits(1).contains("metric process_cpu_usage: missing of users");
    }

    @Test
    void queryThatPrometheusRefusesIsNamed() {
        shop.prometheus.on("/api/v1/query_exemplars", ask -> new Answer(400, "{\"error\":\"parse error\"}"));
        Run.of("metrics", shop).exits(1).contains("Prometheus answered 400: parse error");
    }

    @Test
    void silentPrometheusIsNamed() {
        shop.prometheus.close();
        Run.of("metrics", shop).exits(1).contains("Prometheus at " + shop.prometheus.url() + " does not answer");
    }

    @Test
    void figuresOfBeforeAreBesideThoseOfNow() {
        Run.of("metrics", shop, "--before=10m")
                .exits(0)
                .containsPattern("gateway +1.00 → 1.00 +100.0 % → 100.0 % +1000 ms → 1000 ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"traces", "metrics", "setup"})
    void nothingIsCheckedWhereNobodyAnswers(String command) {
        shop.close();
        Run.of(command, shop).exits(2).contains("not checked");
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
        Run.of("setup", shop).exits(1).contains("no answer in time");
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
        Run.of(options)
                .exits(0)
                .contains("trace of mine: 1 expected spans are where they belong", "2 of 2 checks passed");
        options.removeIf(option -> option.startsWith("--service="));
        assertThat(Run.of(options).out()).contains("A request goes to front, which has no address");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --deadline=soon            | 'soon' is not a duration
            --deadline=999999999h      | longer than 24h
            --shape=nope               | Unknown shape 'nope'. Shapes: product
            --expect=none.yaml         | Expectations file none.yaml not found
            --jaeger=nonsense          | The address of Jaeger must be like https://host:port/prefix
            --jaeger=//host:1          | The address of Jaeger must be like https://host:port/prefix
            --jaeger=host:16686        | The address of Jaeger must be like https://host:port/prefix
            --jaeger=http://host:99999 | The address of Jaeger must be like https://host:port/prefix
            --jaeger=http://host/?x=1  | The address of Jaeger must be like https://host:port/prefix
            """)
    void wrongUseIsSaidAndIsNoStackTrace(String option, String said) {
        Run.of("traces", shop, option).exits(2).contains(said).doesNotContain("\tat ", "Exception");
    }

    @Test
    void callWithoutACommandIsWrongUse() {
        assertThat(Run.of(List.of()).exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"traces", "metrics", "setup"})
    void helpNamesTheExitCodes(String command) {
        Run.of(List.of(command, "--help"))
                .exits(0)
                .contains("Exit codes:", "--grafana=URL", "something could not be checked");
    }

    private static Answer hang(com.sun.net.httpserver.HttpExchange ask) {
        LockSupport.parkNanos(java.time.Duration.ofSeconds(30).toNanos());
        return Answer.ok("");
    }
}
