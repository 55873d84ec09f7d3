package example.shop.support;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every service emits and answers beside its own routes; each service runs it on one of its paths. */
public abstract class TelemetryContract {

    /** The Accept header of Prometheus 3, as it is sent. */
    private static final String PROMETHEUS = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
            + "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
            + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2";

    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

    /** A path with an id for which there is nothing, and its route template. */
    protected abstract Map.Entry<String, String> missing();

    @Test
    void requestIsCountedAndTimedByRouteTemplateWithAnExemplarOfItsTrace() {
        String labels = "{method=\"GET\",route=\"" + missing().getValue() + "\",status=\"404\"";
        // An exemplar is kept for some seconds before a newer one may take its place.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            given().header("traceparent", "00-" + TRACE_ID + "-b7ad6b7169203331-01")
                    .get(missing().getKey())
                    .then()
                    .statusCode(404);
            assertThat(metrics())
                    .anyMatch(line -> line.startsWith("http_requests_total" + labels) && line.contains(TRACE_ID))
                    .anyMatch(line -> line.startsWith("http_request_duration_seconds_bucket" + labels)
                            && line.contains(TRACE_ID));
        });
        assertThat(metrics())
                .anyMatch(line -> line.startsWith("http_request_duration_seconds_count" + labels))
                .anyMatch(line -> line.startsWith("http_request_duration_seconds_sum" + labels))
                .noneMatch(line -> line.contains(missing().getKey() + "\""));
    }

    @Test
    void counterAgreesWithTheTimer() {
        given().get(missing().getKey()).then().statusCode(404);
        List<String> lines = metrics();
        double counted = sum(lines, "http_requests_total");
        assertThat(counted).isPositive().isEqualTo(sum(lines, "http_request_duration_seconds_count"));
    }

    @Test
    void unknownPathsShareOneRouteAndInventedMethodsOneLabel() throws IOException {
        given().get("/no/such/path-1").then().statusCode(404);
        given().get("/no/such/path-2").then().statusCode(404);
        given().request("INVENTED", missing().getKey()).then().statusCode(405);
        assertThat(statusLineOf("/no/such/path-3/%zz")).contains(" 400 ");
        assertThat(metrics())
                .anyMatch(line ->
                        line.startsWith("http_requests_total{method=\"GET\",route=\"unmatched\",status=\"404\"}"))
                .anyMatch(line -> line.startsWith("http_requests_total{method=\"_OTHER\""))
                .noneMatch(line -> line.contains("path-") || line.contains("INVENTED"));
    }

    @Test
    void probesAndScrapesAreNotCounted() {
        given().get("/health/live").then().statusCode(200);
        given().get("/openapi").then().statusCode(200);
        assertThat(metrics())
                .noneMatch(line -> line.contains("route=\"/health") || line.contains("route=\"/openapi"))
                .noneMatch(line ->
                        line.contains("route=\"/metrics") || line.contains("route=\"unmatched\",status=\"200\""));
    }

    @Test
    void problemCarriesTheTraceIdOfItsCaller() {
        given().header("traceparent", "00-" + TRACE_ID + "-b7ad6b7169203331-01")
                .get(missing().getKey())
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("about:blank"))
                .body("title", equalTo("Not Found"))
                .body("status", equalTo(404))
                .body("detail", not(equalTo("")))
                .body("instance", equalTo(missing().getKey()))
                .body("traceId", equalTo(TRACE_ID));
    }

    @Test
    void healthIsAnsweredAndReadinessIncludesTheDatabase() {
        given().get("/health/live").then().statusCode(200);
        given().get("/health/started").then().statusCode(200);
        given().get("/health/ready")
                .then()
                .statusCode(200)
                .body("checks.name", hasItem("Database connections health check"))
                .body("checks.status", everyItem(equalTo("UP")));
    }

    @Test
    @SuppressWarnings("unchecked")
    void openApiDescribesTheProblemsOfEveryOperation() {
        Map<String, Map<String, Map<String, Object>>> paths = given().accept("application/json")
                .get("/openapi")
                .then()
                .statusCode(200)
                .extract()
                .path("paths");
        assertThat(paths).containsKey(missing().getValue());
        paths.forEach((path, operations) -> operations.forEach((method, operation) -> {
            Map<String, Map<String, Object>> responses = (Map<String, Map<String, Object>>) operation.get("responses");
            List<String> expected = new ArrayList<>(List.of("400", "404", "405", "406", "500", "503"));
            if (operation.containsKey("requestBody")) {
                expected.addAll(List.of("413", "415"));
            }
            assertThat(operation).as(method + " " + path).containsKey("summary");
            assertThat(responses.keySet()).as(method + " " + path).containsAll(expected);
            responses.forEach((status, response) -> {
                if (status.compareTo("400") >= 0) {
                    assertThat(response.get("content").toString())
                            .as(method + " " + path + " " + status)
                            .contains("application/problem+json", "#/components/schemas/Problem");
                }
            });
        }));
    }

    /** For a path that no client library sends. */
    private static String statusLineOf(String path) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readAllBytes();
            return new String(answer, StandardCharsets.US_ASCII)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    private static List<String> metrics() {
        return given().accept(PROMETHEUS)
                .get("/metrics")
                .then()
                .statusCode(200)
                .contentType("application/openmetrics-text; version=1.0.0; charset=utf-8")
                .extract()
                .asString()
                .lines()
                .toList();
    }

    private static double sum(List<String> lines, String metric) {
        return lines.stream()
                .filter(line -> line.startsWith(metric + "{"))
                .map(line -> line.substring(line.indexOf("} ") + 2).split(" ")[0])
                .mapToDouble(Double::parseDouble)
                .sum();
    }
}
