package example.shop.users;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static example.shop.support.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

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
import io.restassured.http.ContentType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "database", value = "users"),
        scope = TestResourceScope.GLOBAL)
@WithTestResource(value = PeersResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = ManagementResource.class, scope = TestResourceScope.GLOBAL)
class UserResourceTest {

    private static final String EXTERNAL = "/entitlements.json";

    WireMockServer peers;

    @BeforeEach
    void externalServiceAnswers() {
        PeersResource.reset(peers);
        peers.stubFor(get(EXTERNAL).willReturn(okJson("{\"granted\":[\"products:read\"],\"newField\":1}")));
        // Waits until a breaker that an earlier test opened closes.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> given().get("/api/users/1").then().body("permissions", hasItem("products:read")));
        peers.resetRequests();
    }

    @Test
    void greetingIsAtTheRoot() {
        given().get("/").then().statusCode(200).body(equalTo("{\"message\":\"Hello OpenTelemetry!\"}"));
    }

    @Test
    void seededUsersAreListedWithExactlyTwoFields() {
        given().get("/api/users")
                .then()
                .statusCode(200)
                .body(equalTo("[{\"id\":1,\"name\":\"Alice\"},{\"id\":2,\"name\":\"Bob\"}]"));
    }

    @Test
    void profileJoinsOwnAndGrantedPermissions() {
        given().get("/api/users/1")
                .then()
                .statusCode(200)
                .body("size()", equalTo(4))
                .body("id", equalTo(1))
                .body("name", equalTo("Alice"))
                .body("displayName", equalTo("User 1"))
                .body("permissions", contains("orders:read", "orders:write", "products:read", "products:write"));
    }

    @Test
    void createdUserIsFoundAtItsLocationUntilItIsDeleted() {
        String location = create("{\"name\":\"Carol\"}");
        given().get(location).then().statusCode(200).body("displayName", equalTo("User " + idIn(location)));
        given().delete(location).then().statusCode(204).body(equalTo(""));
        given().get(location).then().spec(problem(404));
        given().delete(location).then().spec(problem(404));
    }

    @Test
    void displayNameIsTheOneThatItsOwnerSet() {
        String location = create("{\"name\":\"Dave\",\"displayName\":\"Dave the Great\"}");
        given().get(location).then().body("name", equalTo("Dave")).body("displayName", equalTo("Dave the Great"));
        given().delete(location).then().statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0", "-1", "1.5", "99999999999999999999", "%00", "1%3B--"})
    void malformedIdIs400(String id) {
        given().urlEncodingEnabled(false).get("/api/users/" + id).then().spec(problem(400));
        given().urlEncodingEnabled(false).delete("/api/users/" + id).then().spec(problem(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"999", "9223372036854775807"})
    void unknownUserIs404(String id) {
        given().get("/api/users/" + id)
                .then()
                .spec(problem(404))
                .body("detail", equalTo("There is no user " + id + "."));
        given().delete("/api/users/" + id).then().spec(problem(404));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                          | not valid JSON",
                "''                         | must not be null",
                "null                       | must not be null",
                "[]                         | must be a JSON object",
                "{}                         | name must not be blank",
                "{\"name\":\"  \"}          | name must not be blank",
                "{\"name\":null}            | name must not be blank",
                "{\"name\":5}               | Field 'name' has the wrong type",
                "{\"name\":\"a\",\"x\":1}   | Unknown field 'x'. Known here: displayName, name.",
                "{\"name\":\"a\",\"name\":\"b\"} | not valid JSON",
                "{\"name\":\"a\"} trailing  | not valid JSON",
                "{\"name\":\"a\\u0000b\"}   | control characters",
                "{\"name\":\"\\ud800\"}         | halves of characters",
                "{\"name\":\"a\",\"displayName\":\"\"} | displayName size must be between 1 and 100",
            })
    void malformedBodyIs400AndSaysWhatIsWrong(String body, String detail) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/users")
                .then()
                .spec(problem(400))
                .body("detail", org.hamcrest.Matchers.containsString(detail));
    }

    @Test
    void tooLongNameIs400() {
        String name = "{\"name\":\"" + "a".repeat(101) + "\"}";
        given().contentType(ContentType.JSON)
                .body(name)
                .post("/api/users")
                .then()
                .spec(problem(400));
    }

    @Test
    void ofManyWhoDeleteTheSameUserOneDoesAndTheOthersFindNone() throws Exception {
        String location = create("{\"name\":\"Frank\"}");
        try (var threads = Executors.newFixedThreadPool(10)) {
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : threads.invokeAll(Collections.<Callable<Integer>>nCopies(
                    10, () -> given().delete(location).statusCode()))) {
                statuses.add(answer.get());
            }
            assertThat(statuses).filteredOn(status -> status == 204).hasSize(1);
            assertThat(statuses).filteredOn(status -> status == 404).hasSize(9);
        }
    }

    @Test
    void wrongMethodIs405AndWrongContentTypeIs415() {
        given().put("/api/users/1").then().spec(problem(405));
        given().delete("/api/users").then().spec(problem(405));
        for (String type : List.of("text/plain", "application/problem+json", "application/xml")) {
            given().contentType(type).body("x").post("/api/users").then().spec(problem(415));
        }
    }

    @Test
    void slowExternalServiceIsDoneWithout() {
        peers.stubFor(
                get(EXTERNAL).willReturn(okJson("{\"granted\":[\"late\"]}").withFixedDelay(2_000)));
        assertThatProfileHasOwnPermissionsOnly();
    }

    @Test
    void brokenExternalServiceIsDoneWithout() {
        peers.stubFor(get(EXTERNAL).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        assertThatProfileHasOwnPermissionsOnly();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "<html>", "{\"granted\":5}", "{\"granted\":[null]}"})
    void nonsenseOfTheExternalServiceIsDoneWithout(String nonsense) {
        peers.stubFor(get(EXTERNAL).willReturn(okJson(nonsense)));
        assertThatProfileHasOwnPermissionsOnly();
    }

    @Test
    void externalServiceGetsTheTraceAndNothingThatACallerWrote() {
        String traceId = TrustedCaller.traceId();
        TrustedCaller.within(traceId)
                .header("tracestate", "a=1")
                .header("baggage", "trace.keep=true,who=alice")
                .get("/api/users/1")
                .then()
                .statusCode(200);
        var call = peers.findAll(getRequestedFor(urlEqualTo(EXTERNAL))).getFirst();
        assertThat(call.getHeader("traceparent")).contains(traceId);
        assertThat(call.containsHeader("tracestate")).isFalse();
        assertThat(call.containsHeader("baggage")).isFalse();
        assertThat(call.containsHeader(TrustedCaller.HEADER)).isFalse();
    }

    @Test
    void externalServiceThatKeepsFailingIsLeftAlone() {
        peers.stubFor(get(EXTERNAL).willReturn(aResponse().withStatus(500)));
        for (int i = 0; i < 40; i++) {
            assertThatProfileHasOwnPermissionsOnly();
        }
        int asked = peers.findAll(getRequestedFor(urlEqualTo(EXTERNAL))).size();
        assertThat(asked)
                .as("requests of 40 profiles, two tries each, while the breaker opens")
                .isBetween(10, 60);
    }

    private static void assertThatProfileHasOwnPermissionsOnly() {
        given().get("/api/users/1")
                .then()
                .statusCode(200)
                .body("permissions", contains("orders:read", "orders:write", "products:write"));
    }

    private static String create(String user) {
        return given().contentType(ContentType.JSON)
                .body(user)
                .post("/api/users")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
    }

    private static String idIn(String location) {
        return location.substring(location.lastIndexOf('/') + 1);
    }
}
