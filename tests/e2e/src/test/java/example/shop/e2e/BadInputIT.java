package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sends bad input to every operation in a service's OpenAPI document: no answer may be 5xx. */
class BadInputIT {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final List<String> IDS = List.of(
            "abc",
            "0",
            "-1",
            "1.5",
            "1e3",
            "99999999999999999999",
            "9223372036854775807",
            "%00",
            "%F0%9F%9A%80",
            "1%2F..",
            "%27%20OR%201=1--",
            "null",
            "a".repeat(2000));
    private static final List<String> BODIES = List.of(
            "",
            "{",
            "null",
            "[]",
            "5",
            "\"x\"",
            "{}",
            "{\"x\":1}",
            "{\"name\":null}",
            "{\"quantity\":-1}",
            "{\"quantity\":1e400}",
            "{\"quantity\":\"1\"}",
            "{\"userId\":{},\"productId\":[]}",
            "{\"payment\":{\"card\":\"x\"}}",
            "{\"payment\":5}",
            "{\"card\":\"\",\"amount\":0}",
            "{\"name\":\"\\u0000\"}",
            "{\"name\":\"\\ud800\"}",
            "[".repeat(5000),
            "{\"name\":\"" + "a".repeat(70_000) + "\"}");
    private static final List<String> CONTENT_TYPES =
            List.of("application/json", "text/plain", "application/xml", "nonsense");
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "INVENTED");

    @ParameterizedTest
    @CsvSource({"gateway", "products", "users"})
    void badInputNeverCausesA5xx(String service) throws Exception {
        String base = Stack.BASES.get(service);
        JsonNode paths = Stack.JSON
                .readTree(send(request(base + "/openapi").header("Accept", "application/json"))
                        .body())
                .path("paths");
        assertThat(paths.size()).as("paths of " + service).isPositive();
        int sent = 0;
        for (var path : paths.properties()) {
            for (HttpRequest.Builder request : badRequests(base, path.getKey())) {
                check(request, send(request));
                sent++;
            }
        }
        assertThat(sent).isGreaterThan(100);
    }

    private static List<HttpRequest.Builder> badRequests(String base, String template) {
        List<HttpRequest.Builder> requests = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        if (template.contains("{")) {
            IDS.forEach(id -> paths.add(template.replaceAll("\\{[^}]*}", id)));
        }
        paths.add(template.replaceAll("\\{[^}]*}", "424242"));
        for (String path : paths) {
            for (String method : METHODS) {
                requests.add(request(base + path).method(method, HttpRequest.BodyPublishers.noBody()));
            }
        }
        String path = base + template.replaceAll("\\{[^}]*}", "424242");
        for (String query : List.of("page=x", "page=-1", "size=0", "size=99999999999", "page=%00", "unknown=1")) {
            requests.add(request(path + "?" + query));
        }
        for (String body : BODIES) {
            for (String type : CONTENT_TYPES) {
                requests.add(request(path)
                        .header("Content-Type", type)
                        .header("Idempotency-Key", "k".repeat(type.length()))
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
            }
        }
        return requests;
    }

    private static void check(HttpRequest.Builder request, HttpResponse<String> answer) throws Exception {
        String what = request.build() + " -> " + answer.statusCode() + " " + answer.body();
        assertThat(answer.statusCode()).as(what).isLessThan(500);
        if (answer.statusCode() >= 400) {
            assertThat(answer.headers().firstValue("content-type")).as(what).hasValue("application/problem+json");
            JsonNode problem = Stack.JSON.readTree(answer.body());
            assertThat(problem.path("status").asInt()).as(what).isEqualTo(answer.statusCode());
            assertThat(problem.path("traceId").asText()).as(what).matches("[0-9a-f]{32}");
            assertThat(answer.body())
                    .as(what)
                    .doesNotContainIgnoringCase("exception")
                    .doesNotContain("example.shop.");
        }
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
