package example.shop.support;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Stubs everything that a service under test calls over HTTP in one WireMock server, which is injected into the test:
 * the external service, users, products, and a collector that accepts every export.
 */
public final class PeersResource implements QuarkusTestResourceLifecycleManager {

    private final WireMockServer peers = new WireMockServer(options().dynamicPort());

    @Override
    public Map<String, String> start() {
        peers.start();
        return Map.of(
                "EXTERNAL_URL", peers.baseUrl(),
                "USERS_URL", peers.baseUrl(),
                "PRODUCTS_URL", peers.baseUrl(),
                "OTEL_EXPORTER_OTLP_ENDPOINT", peers.baseUrl(),
                "shop.trusted.token", TrustedCaller.TOKEN,
                // The breakers close soon, so that a test which opens one does not spoil the next.
                "CircuitBreaker/delay", "100");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(peers, new TestInjector.MatchesType(WireMockServer.class));
    }

    @Override
    public void stop() {
        peers.stop();
    }

    /** Removes all stubs and requests; the collector still accepts exports. */
    public static void reset(WireMockServer peers) {
        peers.resetAll();
        peers.stubFor(post("/v1/traces").willReturn(aResponse().withStatus(200)));
    }
}
