package example.shop.users;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import example.shop.support.Management;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.Map;

/** The fault tests' requests to a service with faults enabled. */
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
        return Management.given()
                .urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .body(body)
                .put("/faults/" + fault);
    }

    static void allOff() {
        Management.given().delete("/faults").then().statusCode(204);
        assertAllOff();
    }

    static void assertAllOff() {
        Management.given().get("/faults").then().statusCode(200).body("on", everyItem(equalTo(false)));
    }
}
