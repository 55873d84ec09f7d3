package example.shop.users;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.Map;

/** What the tests of faults ask of a service that has them enabled. */
final class FaultCalls {

    private FaultCalls() {}

    /** The service with faults enabled. */
    public static final class Enabled implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("shop.faults.enabled", "true");
        }
    }

    static ValidatableResponse on(String fault, String body) {
        return put(fault, body).then().statusCode(200);
    }

    static Response put(String fault, String body) {
        return given().urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .body(body)
                .put("/faults/" + fault);
    }

    static void allOff() {
        given().delete("/faults").then().statusCode(204);
        assertAllOff();
    }

    static void assertAllOff() {
        given().get("/faults").then().statusCode(200).body("on", everyItem(equalTo(false)));
    }
}
