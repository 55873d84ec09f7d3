package example.shop.checks;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.checks.StandIn.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That each way to break a system is reported as what it is. */
class BrokenSystemTest {

    private final StandInShop shop = new StandInShop();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void systemInOrderPasses() {
        Run run = Run.of("traces", shop);
        assertThat(run.out())
                .contains("4 of 4 checks passed", "16 expected spans are where they belong, of 19", "/trace/");
        assertThat(run.out()).doesNotContain("✗", "left out");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void lostTraceparentIsSaidAsSuch() {
        shop.stored = whole -> whole.withoutService("users");
        shop.astray = whole -> whole.onlyService("users");
        Run run = Run.of("traces", shop, "--shape=product");
        assertThat(run.out())
                .contains(
                        "users has spans, but not in this trace: traceparent was lost between products and users",
                        "✗ missing");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void traceparentThatTheFirstServiceDropsIsSaidAsSuch() {
        shop.stored = whole -> whole.onlyService("nobody");
        shop.astray = whole -> whole;
        Run run = Run.of("traces", shop, "--shape=product");
        assertThat(run.out()).contains("traceparent was lost between the caller and gateway");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void serviceThatSendsNoSpansIsNamed() {
        shop.stored = whole -> whole.withoutService("users");
        Run run = Run.of("traces", shop, "--shape=product", "--shape=checkout");
        assertThat(run.out())
                .contains("gateway and products have sent spans, users has not", "OTEL_EXPORTER_OTLP_ENDPOINT");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void serviceInTheMiddleThatSendsNoSpansIsNamed() {
        shop.stored = whole -> whole.withoutService("products");
        Run run = Run.of("traces", shop, "--shape=product");
        assertThat(run.out()).contains("gateway and users have sent spans, products has not");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void serviceThatIsDownIsNamed() {
        shop.stored = whole -> whole.withoutService("users");
        shop.users.close();
        Run run = Run.of("traces", shop, "--shape=product");
        assertThat(run.out()).contains("users at " + shop.users.url() + " does not answer: nothing answers at");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void gatewayThatIsDownIsNamed() {
        shop.gateway.close();
        Run run = Run.of("traces", shop, "--shape=product");
        assertThat(run.out()).contains("gateway at " + shop.gateway.url() + " does not answer", "--gateway URL");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void stoppedCollectorIsNamed() {
        shop.stored = whole -> whole.onlyService("nobody");
        shop.collector.close();
        Run run = Run.of("traces", shop, "--shape=product");
        assertThat(run.out())
                .contains(
                        "the collector at " + shop.collector.url() + " does not answer",
                        "none of 16 expected spans reached Jaeger");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void tracesThatDoNotComeAreSaidToBeNone() {
        shop.stored = whole -> whole.onlyService("nobody");
        Run run = Run.of("traces", shop);
        assertThat(run.out()).contains("no span of this request, nor of any other of this run, reached Jaeger");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void silentLokiIsNamed() {
        shop.loki.close();
        Run run = Run.of("traces", shop, "--shape=product");
        assertThat(run.out())
                .contains("passed      trace of product", "Loki at " + shop.loki.url() + " does not answer");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void serviceWithoutLogLinesIsNamed() {
        shop.loki.on(
                "/loki/api/v1/query_range",
                ask -> Answer.ok(
                        "{\"data\":{\"result\":[{\"stream\":{\"container\":\"gateway\"},\"values\":[[\"1700000000000000000\",\"{}\"]]}]}}"));
        Run run = Run.of("traces", shop, "--shape=product");
        assertThat(run.out()).contains("no line of products, users");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void linesWithoutTheLabelOfAServiceAreNoLinesOfIt() {
        shop.loki.on(
                "/loki/api/v1/query_range",
                ask -> Answer.ok(
                        "{\"data\":{\"result\":[{\"stream\":{},\"values\":[[\"1700000000000000000\",\"{}\"]]}]}}"));
        Run run = Run.of("traces", shop, "--shape=product");
        assertThat(run.out()).contains("no line of gateway, products, users");
    }

    @Test
    void silentJaegerIsNamed() {
        shop.jaeger.close();
        Run run = Run.of("traces", shop, "--shape=product");
        assertThat(run.out()).contains("Jaeger at " + shop.jaeger.url() + " does not answer");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void wrongStatusIsNamedWithWhatIsDown() {
        shop.gateway.on("/api/products/1", ask -> new Answer(503, "{}"));
        shop.products.on(
                "/health/ready", ask -> new Answer(503, "{\"checks\":[{\"name\":\"Database\",\"status\":\"DOWN\"}]}"));
        Run run = Run.of("traces", shop, "--shape=product");
        assertThat(run.out())
                .contains(
                        "GET /api/products/1 of gateway is answered with 503, not with 200",
                        "products at " + shop.products.url() + " answers but is not ready: Database is down");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void changedSpanIsShownInItsTree() {
        shop.stored = whole -> whole.withTag("get-user-by-id", "user.id", "2");
        Run run = Run.of("traces", shop, "--shape=product");
        assertThat(run.out()).contains("FAILED", "user.id is 2, not 1", "expected", "found");
        assertThat(run.exitCode()).isEqualTo(1);
    }
}
