package example.shop.users;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static example.shop.support.Problems.problem;
import static example.shop.users.FaultCalls.on;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.github.tomakehurst.wiremock.WireMockServer;
import example.shop.support.Management;
import example.shop.support.PeersResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The effect of each fault of services/faults, in one service with faults enabled. */
@QuarkusTest
@TestProfile(FaultCalls.Enabled.class)
@Tag("faults")
class FaultEffectTest {

    private static final String EXTERNAL = "/entitlements.json";
    private static final String USER = "/api/users/1";

    WireMockServer peers;

    @BeforeEach
    void externalServiceAnswers() {
        PeersResource.reset(peers);
        peers.stubFor(get(EXTERNAL).willReturn(okJson("{\"granted\":[\"products:read\"]}")));
        awaitWholeProfile();
        peers.resetRequests();
    }

    @AfterEach
    void allOff() {
        FaultCalls.allOff();
    }

    @Test
    void errorsHitTheApiUnderItsRouteButNeitherFaultsNorProbes() {
        on("error-rate", "{}");
        given().get(USER).then().spec(problem(500));
        Management.given().get("/faults").then().statusCode(200);
        Management.given().get("/health/ready").then().statusCode(200);
        given().get("/").then().statusCode(200);
        assertThat(metric("http_requests_total{method=\"GET\",route=\"/api/users/{id}\",status=\"500\"}"))
                .isPositive();
        assertThat(metric(
                        "http_request_duration_seconds_count{method=\"GET\",route=\"/api/users/{id}\",status=\"500\"}"))
                .isPositive();
    }

    @Test
    void shareIsAFractionOfTheRequestsAndEachHitIsCounted() {
        double before = metric("shop_faults_injected_total{fault=\"error-rate\"}");
        on("error-rate", "{\"share\":0.5}");
        int hit = 0;
        for (int i = 0; i < 200; i++) {
            hit += given().get("/api/users").statusCode() == 500 ? 1 : 0;
        }
        assertThat(hit).isBetween(60, 140);
        assertThat(metric("shop_faults_injected_total{fault=\"error-rate\"}")).isEqualTo(before + hit);
    }

    @Test
    void latencyDelaysARequestUntilItIsSwitchedOff() throws Exception {
        on("latency", "{\"amount\":700}");
        assertThat(given().get("/api/users").time()).isGreaterThanOrEqualTo(700);
        on("latency", "{\"amount\":30000}");
        try (var threads = Executors.newSingleThreadExecutor()) {
            double before = metric("shop_faults_injected_total{fault=\"latency\"}");
            Future<Integer> waiting =
                    threads.submit(() -> given().get("/api/users").statusCode());
            await().until(() -> metric("shop_faults_injected_total{fault=\"latency\"}") > before);
            Management.given().delete("/faults/latency").then().statusCode(204);
            assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(200);
        }
    }

    @Test
    void oneByOneReadsMoreOftenThanThereAreRows() {
        on("n-plus-one", "{\"amount\":200}");
        given().get("/api/users").then().statusCode(200).body("size()", equalTo(2));
        assertThat(metric("shop_faults_injected_total{fault=\"n-plus-one\"}")).isPositive();
    }

    @Test
    void externalTimeoutIsTheClientsOwnTimeout() {
        on("external-timeout", "{}");
        var answer = given().get(USER);
        answer.then().statusCode(200).body("permissions", not(hasItem("products:read")));
        assertThat(answer.time()).as("two tries of 300 ms").isGreaterThanOrEqualTo(600);
        peers.verify(0, getRequestedFor(urlEqualTo(EXTERNAL)));
        Management.given().delete("/faults/external-timeout").then().statusCode(204);
        awaitWholeProfile();
    }

    @Test
    void retryStormSendsEachGetAsOftenAsItSays() {
        on("retry-storm", "{\"amount\":7}");
        // On a machine that is slow at first, seven may exceed the client's timeout, and are then cut off.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            peers.resetRequests();
            given().get(USER).then().statusCode(200).body("permissions", hasItem("products:read"));
            peers.verify(7, getRequestedFor(urlEqualTo(EXTERNAL)));
        });
    }

    @Test
    void blockedPoolMakesRequestsWaitAndFailUntilItEndsByItself() {
        on("blocked-pool", "{\"seconds\":5}");
        var answer = given().get("/api/users");
        answer.then().spec(problem(503)).header("Retry-After", "5");
        assertThat(answer.time()).isGreaterThanOrEqualTo(2500);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(FaultCalls::assertAllOff);
        given().get("/api/users").then().statusCode(200);
        Management.given().get("/health/ready").then().statusCode(200);
    }

    /** Waits until a breaker that an earlier test opened closes. */
    private static void awaitWholeProfile() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> given().get(USER).then().body("permissions", hasItem("products:read")));
    }

    private static double metric(String name) {
        return Management.given()
                .get("/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line ->
                        Double.parseDouble(line.substring(name.length() + 1).split(" ")[0]))
                .sum();
    }
}
