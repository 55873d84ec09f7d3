package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.signals.Http;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A page of any site can use a browser on this machine to send the components requests that need no CORS permission (a form,
 * an image), request permission for others, and read answers. None of it may stop, change or reveal anything.
 */
class AdminSurfaceIT {

    private static final String SITE = "http://page.example";

    /** The types that a form can send; a script can omit the header. */
    private static final List<String> CONTENT_TYPES =
            List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x");

    /** By component, each path under which it, or a similar component, stops, changes or accepts something. */
    private static final Map<String, List<String>> PATHS = new TreeMap<>(Map.of(
            Metrics.PROMETHEUS,
            List.of(
                    "/-/reload",
                    "/-/quit",
                    "/api/v1/admin/tsdb/snapshot",
                    "/api/v1/admin/tsdb/delete_series?match%5B%5D=up",
                    "/api/v1/admin/tsdb/clean_tombstones",
                    "/api/v1/write",
                    "/api/v1/otlp/v1/metrics"),
            Stack.ALERTMANAGER,
            List.of("/-/reload", "/-/quit", "/api/v2/silences", "/api/v2/alerts"),
            Stack.LOKI_URL,
            List.of(
                    "/flush",
                    "/ingester/shutdown",
                    "/ingester/prepare_shutdown",
                    "/ingester/prepare_partition_downscale",
                    "/log_level?log_level=debug",
                    "/loki/api/v1/delete?query=%7Bjob%3D%22docker%22%7D&start=0",
                    "/loki/api/v1/push",
                    "/api/prom/push",
                    "/otlp/v1/logs",
                    "/ring",
                    "/distributor/ring"),
            // It answers unknown paths with its page.
            Stack.JAEGER,
            List.of("/api/archive/1"),
            Stack.OTLP.toString(),
            List.of("/v1/traces", "/v1/logs", "/v1/metrics"),
            Stack.GATEWAY,
            List.of("/api/checkout", "/api/payment"),
            Stack.management(Stack.GATEWAY),
            List.of("/faults/error-rate", "/faults"),
            Stack.PRODUCTS,
            List.of("/api/products/1/reservations"),
            Stack.USERS,
            List.of("/api/users")));

    static Stream<String> urls() {
        return PATHS.entrySet().stream()
                .flatMap(component -> component.getValue().stream().map(path -> component.getKey() + path));
    }

    static Stream<String> addresses() {
        return PATHS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("urls")
    void formOfAnotherSiteIsRefused(String url) throws IOException {
        SoftAssertions each = new SoftAssertions();
        for (String origin : List.of(SITE, "null")) {
            for (String type : CONTENT_TYPES) {
                int status = Http.send(request(url, origin, "navigate")
                                .header("Content-Type", type)
                                .POST(HttpRequest.BodyPublishers.ofString("a=b")))
                        .statusCode();
                each.assertThat(status).as(type + " from " + origin).isGreaterThanOrEqualTo(400);
            }
            each.assertThat(Http.send(request(url, origin, "no-cors").POST(HttpRequest.BodyPublishers.noBody()))
                            .statusCode())
                    .as("no type and no body from " + origin)
                    .isGreaterThanOrEqualTo(400);
        }
        each.assertAll();
    }

    /** An image or a link sends GET, without an origin. */
    @ParameterizedTest
    @MethodSource("urls")
    void imageOfAnotherSiteStopsAndChangesNothing(String url) throws IOException {
        int status = Http.send(HttpRequest.newBuilder(URI.create(url))
                        .header("Sec-Fetch-Site", "cross-site")
                        .header("Sec-Fetch-Mode", "no-cors"))
                .statusCode();
        if (!url.matches(".*/(silences|alerts|ring|delete\\?.*|traces|users|faults|faults/.*|archive/1)")) {
            assertThat(status).isGreaterThanOrEqualTo(400);
        }
    }

    @ParameterizedTest
    @MethodSource("urls")
    void otherSiteGetsNoPermissionToSendMore(String url) throws IOException {
        for (String method : List.of("POST", "PUT", "DELETE")) {
            HttpResponse<String> answer = Http.send(request(url, SITE, "cors")
                    .header("Access-Control-Request-Method", method)
                    .header("Access-Control-Request-Headers", "content-type")
                    .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
            // Quarkus' management interface allows every origin, but no method. Only POST needs no permission, and is
            // refused.
            String leave = url.startsWith(Stack.management(Stack.GATEWAY))
                    ? "Access-Control-Allow-Methods"
                    : "Access-Control-Allow-Origin";
            assertThat(answer.headers().allValues(leave)).as(method).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("reads")
    void otherSiteMayNotReadAnAnswer(String url) throws IOException {
        HttpResponse<String> answer = Http.send(request(url, SITE, "cors"));
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).isEmpty();
    }

    static Stream<String> reads() {
        return Stream.of(
                Metrics.PROMETHEUS + "/api/v1/query?query=up",
                Metrics.PROMETHEUS + "/api/v1/status/config",
                Stack.ALERTMANAGER + "/api/v2/alerts",
                Stack.ALERTMANAGER + "/api/v2/status",
                Stack.LOKI_URL + "/loki/api/v1/labels",
                Stack.JAEGER + "/api/services",
                Stack.management(Stack.GATEWAY) + "/metrics",
                Stack.management(Stack.GATEWAY) + "/faults",
                Stack.GATEWAY + "/api/users/1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"snapshot", "delete_series?match[]=up", "clean_tombstones"})
    void adminApiOfPrometheusIsOff(String call) throws IOException {
        URI url = URI.create(Metrics.PROMETHEUS + "/api/v1/admin/tsdb/" + call.replace("[]", "%5B%5D"));
        assertThat(Http.post(url, Map.of(), "").body()).contains("admin APIs disabled");
    }

    /** The components refused all of the above and still work. */
    @Test
    void everyComponentStillWorks() throws IOException {
        for (String ready : List.of(
                Metrics.PROMETHEUS + "/-/ready",
                Stack.ALERTMANAGER + "/-/ready",
                Stack.LOKI_URL + "/ready",
                Stack.JAEGER + "/api/services",
                Stack.GATEWAY + "/api/users/1")) {
            assertThat(Http.get(URI.create(ready)).statusCode()).as(ready).isEqualTo(200);
        }
    }

    /** Requests of a person's own tools have no origin. */
    @Test
    void silenceOfAPersonIsAccepted() throws IOException {
        HttpResponse<String> answer = Http.post(URI.create(Stack.ALERTMANAGER + "/api/v2/silences"), Map.of(), """
                {"matchers": [{"name": "alertname", "value": "NoSuchAlert", "isRegex": false}], "createdBy": "test",
                 "comment": "test", "startsAt": "2030-01-01T00:00:00Z", "endsAt": "2030-01-01T00:00:01Z"}""");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String id = Stack.JSON.readTree(answer.body()).path("silenceID").asText();
        assertThat(Http.send(HttpRequest.newBuilder(URI.create(Stack.ALERTMANAGER + "/api/v2/silence/" + id))
                                .DELETE())
                        .statusCode())
                .isEqualTo(200);
    }

    /** A name that the site resolves to 127.0.0.1 makes the component's answers the site's own. */
    @ParameterizedTest
    @MethodSource("guarded")
    void hostOfAnotherSiteIsRefused(String url) throws IOException {
        URI uri = URI.create(url);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + uri.getRawPath() + " HTTP/1.1\r\nHost: page.example:" + uri.getPort()
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 4");
        }
    }

    static Stream<String> guarded() {
        return Stream.of(Stack.ALERTMANAGER + "/api/v2/alerts", Stack.LOKI_URL + "/loki/api/v1/labels");
    }

    private static HttpRequest.Builder request(String url, String origin, String mode) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Origin", origin)
                .header("Sec-Fetch-Site", "cross-site")
                .header("Sec-Fetch-Mode", mode);
    }
}
