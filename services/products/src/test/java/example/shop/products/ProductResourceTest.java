package example.shop.products;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static example.shop.support.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import example.shop.support.ManagementResource;
import example.shop.support.PeersResource;
import example.shop.support.PostgresResource;
import example.shop.support.TrustedCaller;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "database", value = "products"),
        scope = TestResourceScope.GLOBAL)
@WithTestResource(value = PeersResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = ManagementResource.class, scope = TestResourceScope.GLOBAL)
class ProductResourceTest {

    private static final String OWNER = "/api/users/1";
    private static final String WHOLE =
            "{\"id\":1,\"name\":\"Product 1\",\"price\":100,\"owner\":{\"id\":\"1\",\"name\":\"User 1\"}}";
    private static final String WITHOUT_OWNER = "{\"id\":1,\"name\":\"Product 1\",\"price\":100,\"owner\":null}";

    WireMockServer peers;

    @BeforeEach
    void usersAnswers() {
        PeersResource.reset(peers);
        peers.stubFor(get(OWNER)
                .willReturn(okJson("{\"id\":1,\"name\":\"Alice\",\"displayName\":\"User 1\",\"permissions\":[]}")));
        // Waits until a breaker that an earlier test opened closes.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> given().get("/api/products/1").then().body(equalTo(WHOLE)));
        peers.resetRequests();
    }

    @Test
    void productIsExactlyAsTheContractSays() {
        given().get("/api/products/1").then().statusCode(200).body(equalTo(WHOLE));
    }

    @Test
    void productsOneToFiveAreSeededAndListedWithoutOwners() {
        given().get("/api/products")
                .then()
                .statusCode(200)
                .header("X-Total-Count", equalTo("5"))
                .body("id", equalTo(java.util.List.of(1, 2, 3, 4, 5)))
                .body("[0].size()", equalTo(3))
                .body("[0].name", equalTo("Product 1"))
                .body("[0].price", equalTo(100));
    }

    @ParameterizedTest
    @CsvSource({"0,2,2", "2,2,1", "3,2,0", "0,100,5", "1000000,100,0"})
    void pageHoldsWhatIsLeftOfTheList(int page, int size, int expected) {
        given().get("/api/products?page=" + page + "&size=" + size)
                .then()
                .statusCode(200)
                .body("$", hasSize(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"page=-1", "page=x", "page=1000001", "page=99999999999", "size=0", "size=101", "size=1.5"})
    void malformedPageIs400(String query) {
        given().get("/api/products?" + query).then().spec(problem(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0", "-1", "1.5", "99999999999999999999", "%00"})
    void malformedIdIs400(String id) {
        given().urlEncodingEnabled(false).get("/api/products/" + id).then().spec(problem(400));
    }

    @Test
    void unknownProductIs404AndUsersIsNotAsked() {
        given().get("/api/products/4242").then().spec(problem(404)).body("detail", containsString("4242"));
        assertThat(peers.findAll(getRequestedFor(urlEqualTo(OWNER)))).isEmpty();
    }

    @Test
    void wrongMethodIs405() {
        given().post("/api/products/1").then().spec(problem(405));
    }

    @Test
    void traceContextAndBaggageReachUsers() {
        String traceId = "0af7651916cd43dd8448eb211c80319c";
        TrustedCaller.within(traceId)
                .header("tracestate", "vendor=value")
                .header("baggage", "customer=gold")
                .get("/api/products/1")
                .then()
                .statusCode(200);
        var request = peers.findAll(getRequestedFor(urlEqualTo(OWNER))).getFirst();
        assertThat(request.getHeader("traceparent")).contains(traceId).doesNotContain("b7ad6b7169203331");
        assertThat(request.getHeader("tracestate")).isEqualTo("vendor=value");
        assertThat(request.getHeader("baggage")).isEqualTo("customer=gold");
    }

    @Test
    void productComesWithoutOwnerWhenUsersIsSlow() {
        peers.stubFor(get(OWNER).willReturn(okJson("{}").withFixedDelay(5_000)));
        long start = System.nanoTime();
        assertThatProductComesWithoutOwner();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void productComesWithoutOwnerWhenUsersIsDown() {
        peers.stubFor(get(OWNER).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        assertThatProductComesWithoutOwner();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 500, 503})
    void productComesWithoutOwnerWhenUsersRefuses(int status) {
        peers.stubFor(get(OWNER).willReturn(aResponse().withStatus(status)));
        assertThatProductComesWithoutOwner();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "<html>", "[]", "{\"id\":\"x\"}", ""})
    void productComesWithoutOwnerWhenUsersTalksNonsense(String nonsense) {
        peers.stubFor(get(OWNER).willReturn(okJson(nonsense)));
        assertThatProductComesWithoutOwner();
    }

    @Test
    void failureOfUsersIsRetriedOnceAndAnUnknownOwnerNever() {
        peers.stubFor(get(OWNER).willReturn(aResponse().withStatus(503)));
        assertThatProductComesWithoutOwner();
        assertThat(peers.findAll(getRequestedFor(urlEqualTo(OWNER)))).hasSize(2);
        peers.resetRequests();
        peers.stubFor(get(OWNER).willReturn(aResponse().withStatus(404)));
        assertThatProductComesWithoutOwner();
        assertThat(peers.findAll(getRequestedFor(urlEqualTo(OWNER)))).hasSize(1);
    }

    @Test
    void usersThatKeepsFailingIsLeftAlone() {
        peers.stubFor(get(OWNER).willReturn(aResponse().withStatus(500)));
        for (int i = 0; i < 40; i++) {
            assertThatProductComesWithoutOwner();
        }
        assertThat(peers.findAll(getRequestedFor(urlEqualTo(OWNER))).size())
                .as("requests for 40 products, two tries each, while the breaker opens")
                .isBetween(10, 60);
    }

    private static void assertThatProductComesWithoutOwner() {
        given().get("/api/products/1").then().statusCode(200).body(equalTo(WITHOUT_OWNER));
    }
}
