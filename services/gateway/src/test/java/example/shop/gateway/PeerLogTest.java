package example.shop.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import example.shop.support.PeersResource;
import example.shop.support.TrustedCaller;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gateway's log shows which peer failed, how, and in which trace, once for each request. */
@QuarkusTest
class PeerLogTest {

    private static final Logger LOG = Logger.getLogger(PeerProblems.class.getName());

    private final List<ExtLogRecord> lines = new CopyOnWriteArrayList<>();
    private final Handler kept = new Handler() {
        @Override
        public void publish(LogRecord line) {
            ExtLogRecord whole = ExtLogRecord.wrap(line);
            // Otherwise its fields would be looked up when they are read.
            whole.copyAll();
            lines.add(whole);
        }

        @Override
        public void flush() {
            // Nothing to flush.
        }

        @Override
        public void close() {
            // Nothing to close.
        }
    };

    WireMockServer peers;

    @BeforeEach
    void listen() {
        PeersResource.reset(peers);
        peersAnswer(aResponse().withStatus(200).withBody("{}"));
        // Waits until breakers that an earlier test opened close.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            given().get("/api/users/1").then().statusCode(200);
            given().get("/api/products/1").then().statusCode(200);
        });
        LOG.addHandler(kept);
    }

    @AfterEach
    void listenNoMore() {
        LOG.removeHandler(kept);
    }

    @Test
    void statusOfAPeerIsLogged() {
        peersAnswer(aResponse().withStatus(500));
        assertThat(lineOf("/api/users/1", 502)).isEqualTo("Peer users failed: status 500");
        assertThat(lineOf("/api/products/1", 502)).isEqualTo("Peer products failed: status 500");
    }

    @Test
    void kindOfFailureIsLoggedWhereThereIsNoStatus() {
        peersAnswer(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        assertThat(lineOf("/api/users/1", 503)).isEqualTo("Peer users failed: unreachable");
        peersAnswer(aResponse().withFixedDelay(10_000));
        assertThat(lineOf("/api/products/1", 504)).isEqualTo("Peer products failed: timeout");
    }

    @Test
    void openBreakerIsLogged() {
        peersAnswer(aResponse().withStatus(500));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> given().get("/api/users/1").then().statusCode(503));
        lines.clear();
        assertThat(lineOf("/api/users/1", 503)).isEqualTo("Peer users failed: breaker open");
    }

    @Test
    void peerThatCheckoutNeedsIsNamed() {
        peersAnswer(aResponse().withStatus(418));
        lines.clear();
        given().contentType("application/json")
                .body("{\"userId\":1,\"productId\":1,\"quantity\":1,\"payment\":{\"card\":\"4242 4242 4242 4242\"}}")
                .post("/api/checkout")
                .then()
                .statusCode(502);
        assertThat(lines)
                .extracting(ExtLogRecord::getFormattedMessage)
                .containsExactly("Peer users failed: status 418");
    }

    private void peersAnswer(ResponseDefinitionBuilder answer) {
        peers.stubFor(any(urlPathMatching("/api/.*")).willReturn(answer));
    }

    /** The only line of a request to {@code path}, which carries the peer and the request's trace. */
    private String lineOf(String path, int status) {
        lines.clear();
        String traceId = TrustedCaller.traceId();
        TrustedCaller.within(traceId).get(path).then().statusCode(status);
        assertThat(lines).hasSize(1);
        ExtLogRecord line = lines.getFirst();
        assertThat(line.getMdc("traceId")).isEqualTo(traceId);
        assertThat(line.getFormattedMessage()).contains(" " + line.getMdc("peer") + " ");
        return line.getFormattedMessage();
    }
}
