package example.shop.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static example.shop.support.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import example.shop.support.PeersResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RoutesTest {

    WireMockServer peers;

    @BeforeEach
    void peersAnswer() {
        PeersResource.reset(peers);
        for (String path : new String[] {"/api/users", "/api/users/1", "/api/products/1"}) {
            peers.stubFor(get(path).willReturn(okJson("{\"from\":\"" + path + "\"}")));
        }
        // Waits until breakers that an earlier test opened close.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            given().get("/api/users/1").then().statusCode(200);
            given().get("/api/products/1").then().statusCode(200);
        });
        peers.resetRequests();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/users", "/api/users/1", "/api/products/1"})
    void routeIsPassedOnToItsOwner(String path) {
        given().get(path).then().statusCode(200).body(equalTo("{\"from\":\"" + path + "\"}"));
    }

    @Test
    void pageIsPassedOnWithItsQueryAndItsTotal() {
        peers.stubFor(get("/api/products?page=2&size=3").willReturn(okJson("[]").withHeader("X-Total-Count", "5")));
        given().get("/api/products?page=2&size=3")
                .then()
                .statusCode(200)
                .header("X-Total-Count", equalTo("5"))
                .body(equalTo("[]"));
    }

    @Test
    void queryCannotSmuggleAnythingIntoTheNextRequest() {
        given().urlEncodingEnabled(false)
                .get("/api/products?page=1%26size%3D9")
                .then()
                .statusCode(404);
        // By its URL and not as the last request: the collector's stub may receive spans at any time.
        peers.verify(1, getRequestedFor(urlEqualTo("/api/products?page=1%26size%3D9")));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404})
    void refusalOfTheOwnerIsPassedOnAsItIs(int status) {
        peers.stubFor(get("/api/users/1")
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Content-Type", "application/problem+json")
                        .withBody("{\"status\":" + status + "}")));
        given().get("/api/users/1")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body(equalTo("{\"status\":" + status + "}"));
        peers.verify(1, getRequestedFor(urlEqualTo("/api/users/1")));
    }

    @ParameterizedTest
    @CsvSource({"/api/users/1", "/api/products/1"})
    void failingOwnerIs502AfterOneRetry(String path) {
        peers.stubFor(get(path).willReturn(aResponse().withStatus(500).withBody("secret stack")));
        given().get(path).then().spec(problem(502)).body("type", equalTo("urn:shop:problem:peer-failed"));
        peers.verify(2, getRequestedFor(urlEqualTo(path)));
    }

    @Test
    void unreachableOwnerIs503() {
        peers.stubFor(get("/api/users/1").willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        given().get("/api/users/1")
                .then()
                .spec(problem(503))
                .body("type", equalTo("urn:shop:problem:peer-unavailable"));
    }

    @Test
    void slowOwnerIs504WithinItsLimit() {
        peers.stubFor(get("/api/users/1").willReturn(okJson("{}").withFixedDelay(10_000)));
        long start = System.nanoTime();
        given().get("/api/users/1").then().spec(problem(504)).body("type", equalTo("urn:shop:problem:peer-timeout"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
    }

    @Test
    void ownerThatKeepsFailingIsLeftAloneAndThenAskedAgain() {
        peers.stubFor(get("/api/users/1").willReturn(aResponse().withStatus(500)));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> given().get("/api/users/1").then().spec(problem(503)));
        peers.stubFor(get("/api/users/1").willReturn(okJson("{}")));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> given().get("/api/users/1").then().statusCode(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0", "-1", "99999999999999999999", "..%2Fmetrics"})
    void malformedIdIs400AndGoesNoFurther(String id) {
        given().urlEncodingEnabled(false).get("/api/users/" + id).then().spec(problem(400));
        given().urlEncodingEnabled(false).get("/api/products/" + id).then().spec(problem(400));
        assertThat(peers.getAllServeEvents())
                .noneMatch(event -> event.getRequest().getUrl().startsWith("/api"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'/api/users'.get", "'/api/users/{id}'.get", "'/api/products/{id}'.get", "'/api/checkout'.post"})
    void openApiDescribesHowPeersFail(String operation) {
        given().accept("application/json")
                .get("/openapi")
                .then()
                .body("paths." + operation + ".responses", hasKey("502"))
                .body("paths." + operation + ".responses", hasKey("504"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/users", "/api/users/1", "/api/products", "/api/products/1"})
    void answerThatTheCallerExcludesIs406(String path) {
        given().accept("text/html").get(path).then().spec(problem(406));
    }

    @Test
    void wrongMethodIs405() {
        given().delete("/api/users/1").then().spec(problem(405));
        given().get("/api/checkout").then().spec(problem(405));
    }
}
