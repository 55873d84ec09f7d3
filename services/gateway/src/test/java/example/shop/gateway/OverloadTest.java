package example.shop.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static example.shop.gateway.Shopping.APPROVED;
import static example.shop.gateway.Shopping.RESERVE;
import static example.shop.gateway.Shopping.buy;
import static example.shop.gateway.Shopping.checkout;
import static example.shop.support.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import com.github.tomakehurst.wiremock.WireMockServer;
import example.shop.support.Database;
import example.shop.support.Scrape;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gateway refuses at once when it cannot help: too many checkouts, or a peer with an open breaker. */
@QuarkusTest
class OverloadTest {

    private static final String BODY = checkout(1, 1, 1, APPROVED);
    private static final int TAKEN_AT_ONCE = 64;

    WireMockServer peers;
    Database database;

    @BeforeEach
    void peersAgree() {
        Shopping.begin(peers, database);
    }

    /** Some of the requests that the breaker refuses had sent a try before it opened, and some had not. */
    @Test
    void openBreakerMeansThatNothingIsGivenBackUnlessATryWasSentBefore() throws Exception {
        peers.stubFor(post(RESERVE).willReturn(aResponse().withStatus(500)));
        Set<Integer> triesBefore = new HashSet<>();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            for (Response answer :
                    Shopping.atOnce(12, () -> buy(null, BODY).extract().response())) {
                if (answer.path("detail").toString().contains("left alone")) {
                    answer.then().spec(problem(503)).header("Retry-After", is("5"));
                    triesBefore.add(assertGivenBackWhereSent(answer.header("Idempotency-Key")));
                }
            }
            return triesBefore.equals(Set.of(0, 1));
        });
        assertThat(database.number("SELECT count(*) FROM checkouts WHERE state <> 'FAILED'"))
                .isZero();
    }

    @Test
    void moreCheckoutsThanAreTakenAtOnceAreToldToComeBack() throws Exception {
        peers.stubFor(post(RESERVE)
                .willReturn(jsonResponse("{\"unitPrice\":150}", 201).withFixedDelay(500)));
        List<Response> answers = Shopping.atOnce(
                3 * TAKEN_AT_ONCE, () -> buy(null, BODY).extract().response());
        // Some accepted checkouts may wait too long for the stub, which answers about a dozen at once.
        List<Response> refused = answers.stream()
                .filter(answer -> answer.asString().contains("too-busy"))
                .toList();
        assertThat(refused).isNotEmpty().allSatisfy(answer -> {
            answer.then().spec(problem(503)).body("type", is("urn:shop:problem:too-busy"));
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        });
        assertThat(Scrape.now().sum("ft_bulkhead_calls_total", "bulkheadResult=\"rejected\"", "CheckoutResource.buy"))
                .isGreaterThanOrEqualTo(refused.size());
    }

    /** The number of tries that products got under {@code key}. */
    private int assertGivenBackWhereSent(String key) {
        int tries = peers.findAll(postRequestedFor(urlEqualTo(RESERVE)).withHeader("Idempotency-Key", equalTo(key)))
                .size();
        peers.verify(tries == 0 ? 0 : 1, deleteRequestedFor(urlEqualTo(RESERVE + "/" + key)));
        return tries;
    }
}
