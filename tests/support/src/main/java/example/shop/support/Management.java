package example.shop.support;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;

/** The management interface of the service under test. */
public final class Management {

    /** System property with its port: a test resource and the tests have different class loaders. */
    static final String PORT = "example.shop.management.port";

    private Management() {}

    /** A request to the management interface. */
    public static RequestSpecification given() {
        return RestAssured.given().baseUri("http://127.0.0.1").port(Integer.getInteger(PORT));
    }
}
