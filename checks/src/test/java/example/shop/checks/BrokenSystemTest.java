package example.shop.checks;

import example.shop.checks.StandIn.Answer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** That each way to break a system is reported as what it is. */
class BrokenSystemTest {

    @AutoClose
    private final StandInShop shop = new StandInShop();

    @Test
    void systemInOrderPasses() {
        Run.of("traces", shop)
                .exits(0)
                .contains("4 of 4 checks passed", "16 expected spans are where they belong, of 19", "/trace/")
                .doesNotContain("✗", "left out");
    }

    @Test
    void lostTraceparentIsSaidAsSuch() {
        shop.stored = whole -> whole.withoutService("users");
        shop.astray = whole -> whole.onlyService("users");
        Run.of("traces", shop, "--shape=product")
                .exits(1)
                .contains(
                        "users has spans, but not in this trace: traceparent was lost between products and users",
                        "✗ missing");
    }

    @Test
    void traceparentThatTheFirstServiceDropsIsSaidAsSuch() {
        shop.stored = whole -> whole.onlyService("nobody");
        shop.astray = whole -> whole;
        Run.of("traces", shop, "--shape=product")
                .exits(1)
                .contains("traceparent was lost between the caller and gateway");
    }

    @Test
    void serviceThatSendsNoSpansIsNamed() {
        shop.stored = whole -> whole.withoutService("users");
        Run.of("traces", shop, "--shape=product", "--shape=checkout")
                .exits(1)
                .contains("gateway and products have sent spans, users has not", "OTEL_EXPORTER_OTLP_ENDPOINT");
    }

    @Test
    void serviceInTheMiddleThatSendsNoSpansIsNamed() {
        shop.stored = whole -> whole.withoutService("products");
        Run.of("traces", shop, "--shape=product")
                .exits(1)
                .contains("gateway and users have sent spans, products has not");
    }

    @Test
    void serviceThatIsDownIsNamed() {
        shop.stored = whole -> whole.withoutService("users");
        shop.users.close();
        Run.of("traces", shop, "--shape=product")
                .exits(1)
                .contains("users at " + shop.users.url() + " does not answer: nothing answers at");
    }

    @Test
    void gatewayThatIsDownIsNamed() {
        shop.gateway.close();
        Run.of("traces", shop, "--shape=product")
                .exits(1)
                .contains("gateway at " + shop.gateway.url() + " does not answer", "--gateway URL");
    }

    @Test
    void stoppedCollectorIsNamed() {
        shop.stored = whole -> whole.onlyService("nobody");
        shop.collector.close();
        Run.of("traces", shop, "--shape=product")
                .exits(1)
                .contains(
                        "the collector at " + shop.collector.url() + " does not answer",
                        "none of 16 expected spans reached Jaeger");
    }

    @Test
    void tracesThatDoNotComeAreSaidToBeNone() {
        shop.stored = whole -> whole.onlyService("nobody");
        Run.of("traces", shop)
                .exits(1)
                .contains("no span of this request, nor of any other of this run, reached Jaeger");
    }

    @Test
    void silentLokiIsNamed() {
        shop.loki.close();
        Run.of("traces", shop, "--shape=product")
                .exits(1)
                .contains("passed      trace of product", "Loki at " + shop.loki.url() + " does not answer");
    }

    @Test
    void serviceWithoutLogLinesIsNamed() {
        shop.loki.on("/loki/api/v1/query_range", ask -> StandInShop.lines("\"container\":\"gateway\""));
        Run.of("traces", shop, "--shape=product").exits(1).contains("no line of products, users");
    }

    @Test
    void linesWithoutTheLabelOfAServiceAreNoLinesOfIt() {
        shop.loki.on("/loki/api/v1/query_range", ask -> StandInShop.lines(""));
        Run.of("traces", shop, "--shape=product").exits(1).contains("no line of gateway, products, users");
    }

    @Test
    void silentJaegerIsNamed() {
        shop.jaeger.close();
        Run.of("traces", shop, "--shape=product")
                .exits(1)
                .contains("Jaeger at " + shop.jaeger.url() + " does not answer");
    }

    @Test
    void wrongStatusIsNamedWithWhatIsDown() {
        shop.gateway.on("/api/products/1", ask -> new Answer(503, "{}"));
        shop.products.on(
                "/health/ready", ask -> new Answer(503, "{\"checks\":[{\"name\":\"Database\",\"status\":\"DOWN\"}]}"));
        Run.of("traces", shop, "--shape=product")
                .exits(1)
                .contains(
                        "GET /api/products/1 of gateway is answered with 503, not with 200",
                        "products at " + shop.products.url() + " answers but is not ready: Database is down");
    }

    @Test
    void changedSpanIsShownInItsTree() {
        shop.stored = whole -> whole.withTag("get-user-by-id", "user.id", "2");
        Run.of("traces", shop, "--shape=product")
                .exits(1)
                .contains("FAILED", "user.id is 2, not 1", "expected", "found");
    }
}
