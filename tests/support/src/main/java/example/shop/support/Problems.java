package example.shop.support;

import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.restassured.builder.ResponseSpecBuilder;
import io.restassured.specification.ResponseSpecification;

/** A test's expectations of every refusal. */
public final class Problems {

    private Problems() {}

    /** A whole problem body with {@code status} that reveals no stack trace, SQL or class name. */
    public static ResponseSpecification problem(int status) {
        ResponseSpecBuilder expected = new ResponseSpecBuilder()
                .expectStatusCode(status)
                .expectContentType("application/problem+json")
                .expectBody("status", equalTo(status))
                .expectBody("title", matchesPattern(".+"))
                .expectBody("detail", matchesPattern(".+"))
                .expectBody("instance", matchesPattern("/.*"))
                .expectBody("traceId", matchesPattern("[0-9a-f]{32}"));
        for (String secret : new String[] {"exception", "select ", "insert ", "org.", "example.shop", "\tat "}) {
            expected.expectBody(not(containsStringIgnoringCase(secret)));
        }
        return expected.build();
    }
}
