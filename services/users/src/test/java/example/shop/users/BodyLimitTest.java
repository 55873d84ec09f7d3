package example.shop.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The limit of a body, for clients that ask for HTTP/2 and others, with and without its length declared. */
@QuarkusTest
class BodyLimitTest {

    private static final String SMALL = "{\"name\":\"Erin\"}";
    private static final String LARGE = "{\"name\":\"" + "a".repeat(70_000) + "\"}";

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void bodyWithinTheLimitIsRead(HttpClient.Version version) throws Exception {
        for (BodyPublisher body : new BodyPublisher[] {withLength(SMALL), withoutLength(SMALL)}) {
            HttpResponse<String> answer = post(version, body);
            assertThat(answer.statusCode()).isEqualTo(201);
            RestAssured.delete(answer.headers().firstValue("location").orElseThrow())
                    .then()
                    .statusCode(204);
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void bodyOverTheLimitIs413(HttpClient.Version version) throws Exception {
        for (BodyPublisher body : new BodyPublisher[] {withLength(LARGE), withoutLength(LARGE)}) {
            HttpResponse<String> answer = post(version, body);
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
            assertThat(answer.body()).contains("The body is larger than 64 KiB.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "text/plain"})
    void chunkedBodyOfAnotherTypeIs415(String type) throws Exception {
        assertThat(post(HttpClient.Version.HTTP_1_1, type, withoutLength("%%%")).statusCode())
                .isEqualTo(415);
    }

    @Test
    void bodyInNoEncodingIs400() throws Exception {
        byte[] noText = {0, 0, '{', 0};
        HttpResponse<String> answer =
                post(HttpClient.Version.HTTP_1_1, "application/json", BodyPublishers.ofByteArray(noText));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    }

    private static BodyPublisher withLength(String body) {
        return BodyPublishers.ofString(body);
    }

    private static BodyPublisher withoutLength(String body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static HttpResponse<String> post(HttpClient.Version version, BodyPublisher body)
            throws IOException, InterruptedException {
        return post(version, "application/json", body);
    }

    private static HttpResponse<String> post(HttpClient.Version version, String type, BodyPublisher body)
            throws IOException, InterruptedException {
        URI users = URI.create("http://localhost:" + RestAssured.port + "/api/users");
        HttpRequest request = HttpRequest.newBuilder(users)
                .header("Content-Type", type)
                .POST(body)
                .build();
        try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
