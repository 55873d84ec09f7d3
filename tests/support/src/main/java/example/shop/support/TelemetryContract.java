package example.shop.support;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The telemetry and answers of every service beside its own routes; each service runs it on one of its paths. */
public abstract class TelemetryContract {

    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

    /** A path with an unknown id, and its route template. */
    protected abstract Map.Entry<String, String> missing();

    @Test
    void requestIsCountedAndTimedByRouteTemplateWithAnExemplarOfItsTrace() {
        String labels = "{method=\"GET\",route=\"" + missing().getValue() + "\",status=\"404\"";
        // An exemplar stays for some seconds before a newer one may replace it.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            TrustedCaller.within(TRACE_ID).get(missing().getKey()).then().statusCode(404);
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
    void pageOfAnySiteIsRefusedByTheManagementInterface() {
        for (String path : List.of("/metrics", "/health/ready")) {
            String allowed = Management.given()
                    .header("Origin", "http://page.example")
                    .get(path)
                    .then()
                    .statusCode(403)
                    .extract()
                    .header("Access-Control-Allow-Origin");
            assertThat(allowed).as(path).isNull();
        }
    }

    @Test
    void counterAgreesWithTheTimer() {
        given().get(missing().getKey()).then().statusCode(404);
        Scrape scrape = Scrape.now();
        double counted = scrape.sum("http_requests_total");
        assertThat(counted).isPositive().isEqualTo(scrape.sum("http_request_duration_seconds_count"));
    }

    @Test
    void documentedAnswerIsCountedFromZeroAndEachCounterSaysSinceWhen() {
        Scrape scrape = Scrape.now();
        assertThat(scrape.sum("http_requests_total", "route=\"" + missing().getValue() + "\"", "status=\"503\""))
                .isZero();
        List<String> counters = scrape.lines().stream()
                .filter(line -> line.matches("[a-z]\\w*_total[{ ].*"))
                .toList();
        assertThat(counters).isNotEmpty().allSatisfy(counter -> {
            // Labels may hold blanks; an exemplar follows the value.
            String series = counter.substring(0, Math.max(counter.indexOf("} ") + 2, counter.indexOf("_total ") + 7));
            String time = series.replaceFirst("_total([{ ])", "_created$1");
            assertThat(scrape.lines().stream().filter(line -> line.startsWith(time)))
                    .as(time)
                    .hasSize(1);
        });
    }

    @Test
    void spanThatEndsIsCounted() {
        double before = Scrape.now().sum("shop_spans_ended_total");
        given().get(missing().getKey()).then().statusCode(404);
        // The span ends after its answer.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(Scrape.now().sum("shop_spans_ended_total")).isGreaterThan(before));
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
    void probesScrapesAndFaultsAreNotCounted() {
        double before = Scrape.now().sum("http_requests_total");
        Management.given().get("/health/live").then().statusCode(200);
        Management.given().get("/faults").then().statusCode(403);
        Management.given().get("/no/such/path").then().statusCode(404);
        assertThat(Scrape.now().sum("http_requests_total")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live", "/health/ready", "/metrics", "/faults", "/faults/latency"})
    void publicPortKnowsNothingOfManagement(String path) {
        given().get(path).then().spec(Problems.problem(404));
        assertThat(Scrape.now().sum("http_requests_total", "route=\"unmatched\"", "status=\"404\""))
                .isPositive();
    }

    @Test
    void openApiIsCountedUnderItsOwnRoute() {
        given().get("/openapi").then().statusCode(200);
        assertThat(Scrape.now().sum("http_requests_total", "route=\"/openapi\"", "status=\"200\""))
                .isPositive();
    }

    @Test
    void poolOfConnectionsIsMeasured() {
        Scrape before = Scrape.now();
        given().get(missing().getKey()).then().statusCode(404);
        Scrape after = Scrape.now();
        assertThat(after.sum("agroal_acquire_count_total")).isGreaterThan(before.sum("agroal_acquire_count_total"));
        assertThat(after.sum("agroal_available_count")).isPositive();
        assertThat(after.sum("agroal_active_count")).isNotNegative();
        assertThat(after.sum("agroal_awaiting_count")).isNotNegative();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jvm_memory_used_bytes",
                "jvm_memory_committed_bytes",
                "jvm_threads_live_threads",
                "jvm_info_total",
                "process_start_time_seconds",
                "process_uptime_seconds",
                "process_cpu_time_ns_total",
                "process_files_open_files",
                "process_files_max_files",
                "process_resident_memory_bytes",
                "system_cpu_count"
            })
    void javaAndItsProcessAreMeasured(String family) {
        assertThat(Scrape.now().sum(family)).isPositive();
    }

    @Test
    void statesOfThreadsAreCountedWhereThereIsAJvm() {
        boolean isNative = System.getProperty("native") != null;
        assertThat(Scrape.now().sum("jvm_threads_states_threads") > 0).isNotEqualTo(isNative);
    }

    @Test
    void problemCarriesTheTraceIdOfItsCaller() {
        TrustedCaller.within(TRACE_ID)
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
        Management.given().get("/health/live").then().statusCode(200);
        Management.given().get("/health/started").then().statusCode(200);
        Management.given()
                .get("/health/ready")
                .then()
                .statusCode(200)
                .body("checks.name", hasItem("Database connections health check"))
                .body("checks.status", everyItem(equalTo("UP")));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /faults",
        "PUT, /faults/latency",
        "DELETE, /faults/latency",
        "DELETE, /faults",
        "PUT, /faults/unknown",
        "POST, /faults/a/b",
    })
    void faultsAreRefusedUnlessEnabled(String method, String path) {
        Management.given()
                .contentType("application/json")
                .body("{\"seconds\":1}")
                .request(method, path)
                .then()
                .spec(Problems.problem(403))
                .body("type", equalTo("urn:shop:problem:faults-disabled"))
                .body("detail", containsString("FAULTS_ENABLED=true"));
        assertThat(metrics()).noneMatch(line -> line.startsWith("shop_faults_injected"));
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

    /** The status line for a path that no client library sends. */
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
        return Scrape.now().lines();
    }
}
