package example.shop.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import example.shop.support.Database;
import example.shop.support.PeersResource;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Checkouts, and peers that agree to them, for tests in which one of them does not. */
final class Shopping {

    static final String RESERVE = "/api/products/1/reservations";
    static final String CONFIRM = RESERVE + "/[^/]+/confirmation";
    static final String RELEASE = RESERVE + "/[^/]+";
    static final String APPROVED = "4242424242424242";
    static final String DECLINED = "4000000000000002";
    static final String NEVER_REFUNDED = "4000000000005126";

    private Shopping() {}

    /** Starts without orders, with peers that agree and closed breakers. */
    static void begin(WireMockServer peers, Database database) {
        PeersResource.reset(peers);
        peers.stubFor(get("/api/users/1").willReturn(okJson("{\"id\":1}")));
        peers.stubFor(post(RESERVE).willReturn(jsonResponse("{\"unitPrice\":150}", 201)));
        peers.stubFor(put(urlPathMatching(CONFIRM)).willReturn(aResponse().withStatus(204)));
        peers.stubFor(delete(urlPathMatching(RELEASE)).willReturn(aResponse().withStatus(204)));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            buy(null, checkout(1, 1, 1, APPROVED)).statusCode(201);
            buy(null, checkout(1, 1, 1, DECLINED)).statusCode(402);
        });
        database.run("DELETE FROM orders");
        database.run("DELETE FROM checkouts");
        database.run("DELETE FROM payments");
        peers.resetRequests();
    }

    static String checkout(long user, long product, int quantity, String card) {
        return """
                {"userId": %d, "productId": %d, "quantity": %d, "payment": {"card": "%s"}}""".formatted(user, product, quantity, card);
    }

    /** @param key null for none */
    static ValidatableResponse buy(String key, String body) {
        var request = given().contentType(ContentType.JSON).body(body);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.post("/api/checkout").then();
    }

    /** Runs {@code request} {@code times} times at once. */
    static <T> List<T> atOnce(int times, Callable<T> request) throws Exception {
        try (var threads = Executors.newFixedThreadPool(times)) {
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(Collections.nCopies(times, request))) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
