package example.shop.support;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import java.util.UUID;

/** A caller whose trace context the service under test accepts as sent. */
public final class TrustedCaller {

    /** Header with the token. */
    public static final String HEADER = "X-Trace-Token";

    /** The value that the service under test expects in it. */
    public static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private TrustedCaller() {}

    /** A new trace id. */
    public static String traceId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** A request of the trace {@code traceId}. */
    public static RequestSpecification within(String traceId) {
        return given().header(HEADER, TOKEN).header("traceparent", "00-" + traceId + "-b7ad6b7169203331-01");
    }
}
