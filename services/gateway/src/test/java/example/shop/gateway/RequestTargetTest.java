package example.shop.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import example.shop.support.PeersResource;
import example.shop.support.Scrape;
import example.shop.support.TrustedCaller;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests in any form, sent over a socket: each one that is answered is counted, logged and traced. */
@QuarkusTest
class RequestTargetTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] [0-9]{3} ");
    private static final String RESET = "status=\"RESET\"";

    /** Ways to write a path. A reader that parses one differently from the router finds another path behind it. */
    private static final List<String> TARGETS = List.of(
            "GET /health/../api/products/1",
            "POST /metrics/../api/checkout",
            "GET /openapi/../api/products/1",
            "GET /faults/../api/products/1",
            "GET /api/../health/live",
            "GET /health/%2e%2e/api/products/1",
            "GET /health/%2E%2E/api/products/1",
            "GET /health/.%2e/api/products/1",
            "GET /health/..%2fapi/products/1",
            "GET /health/..%2Fapi%2Fproducts%2F1",
            "GET /health%2f..%2fapi/products/1",
            "GET /health/%252e%252e/api/products/1",
            "GET /health/..%252fapi/products/1",
            "GET /health/..%5capi/products/1",
            "GET /health/..\\api\\products\\1",
            "GET /health\\..\\api\\products\\1",
            "GET /./api/products/1",
            "GET /api/./products/./1",
            "GET //api/products/1",
            "GET ///api//products///1",
            "GET /metrics//../api/products/1",
            "GET //health/live",
            "GET /health/;/../api/products/1",
            "GET /health;a=b/../api/products/1",
            "GET /health/..;/api/products/1",
            "GET /api/products/1;a=b",
            "GET /api;x/products;y/1",
            "GET /metrics;a",
            "GET http://localhost/api/products/1",
            "GET http://localhost/health/../api/products/1",
            "GET http://metrics/api/products/1",
            "GET http:///api/products/1",
            "GET http://localhost",
            "GET https://localhost:1/metrics",
            "GET ftp://localhost/metrics",
            "GET /api/products/1#fragment",
            "GET /health#/../api/products/1",
            "GET /#",
            "GET /?",
            "GET /api/products/1?/../../metrics",
            "GET ?a=b",
            "GET api/products/1",
            "GET health",
            "GET *",
            "OPTIONS *",
            "CONNECT localhost:80",
            "GET localhost:80",
            "GET /API/PRODUCTS/1",
            "GET /Health/Live",
            "GET /METRICS",
            "GET /api/products/1.",
            "GET /api/products/1/",
            "GET /metrics.",
            "GET /metrics/.",
            "GET /metrics/..",
            "GET /..",
            "GET /../../../etc/passwd",
            "GET /../metrics",
            "GET /%00",
            "GET /metrics%00",
            "GET /metrics%20",
            "GET /metrics%0a",
            "GET /%zz",
            "GET /%",
            "GET /api/products/%zz",
            "GET /api/products/%e0%a4%a",
            "GET /api/products/%ff%fe",
            "GET /api/products/1%2f..%2f..%2f..%2fmetrics",
            "GET /openapi",
            "GET /openapi/",
            "GET /openapi/../openapi",
            "POST /openapi",
            "HEAD /health/live",
            "get /api/products/1",
            "INVENTED /api/products/1");

    WireMockServer peers;

    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        PeersResource.reset(peers);
        peers.stubFor(WireMock.get(anyUrl()).willReturn(okJson("{}")));
        // Before the first request there is no counter.
        RestAssured.get("/");
        Logger.getLogger("access").addHandler(lines);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger("access").removeHandler(lines);
    }

    @Test
    void answeredRequestIsCountedLoggedAndTraced() throws IOException {
        Map<String, String> traceIds = new LinkedHashMap<>();
        Map<String, String> answers = new LinkedHashMap<>();
        double before = counted();
        for (String target : TARGETS) {
            String traceId = TrustedCaller.traceId();
            traceIds.put(target, traceId);
            answers.put(
                    target,
                    send(target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + TrustedCaller.HEADER + ": "
                            + TrustedCaller.TOKEN + "\r\ntraceparent: 00-" + traceId + "-b7ad6b7169203331-01\r\n\r\n"));
        }
        assertThat(answers).allSatisfy((target, answer) -> assertThat(answer).startsWith("HTTP/1."));
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(traceIds).allSatisfy((target, traceId) -> {
                assertThat(lines.of(traceId)).as("access line of " + target).hasSize(1);
                assertThat(isExported(traceId)).as("span of " + target).isTrue();
            });
            assertThat(counted() - before).as("counted").isEqualTo(TARGETS.size());
        });
    }

    /** The server refuses input that is not HTTP, or is over its limits, before there is a path. */
    @Test
    void brokenRequestIsSeenAsWellWhereItIsAnswered() throws IOException {
        List<String> broken = List.of(
                "GET /" + "a".repeat(5000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(30_000) + "\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
                "GET / HTTP/one\r\nHost: a\r\n\r\n",
                "GET  /  /  HTTP/1.1\r\nHost: a\r\n\r\n",
                "GARBAGE\r\n\r\n",
                "\u0001\u0002\u0003\r\n\r\n",
                "GET / HTTP/1.1\r\nno colon\r\n\r\n",
                "GET / HTTP/1.1\r\n: no name\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nBad Name: b\r\n\r\n",
                "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.0\r\n\r\n",
                "POST /api/checkout HTTP/1.1\r\nHost: a\r\nContent-Length: abc\r\n\r\n",
                "POST /api/checkout HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "POST /api/checkout HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
                "POST /api/checkout HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "POST /api/checkout HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 70000\r\n\r\n",
                "POST /api/checkout HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: bogus\r\nConnection: close\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        double before = answered();
        long answers = 0;
        for (String request : broken) {
            answers += STATUS_LINE.matcher(send(request)).results().count();
        }
        long answered = answers;
        assertThat(answered).isGreaterThan(10);
        await().atMost(LIMIT).untilAsserted(() -> {
            // An answer may be lost in transit if the server closes while the caller still sends.
            double counted = answered() - before;
            assertThat(counted).as("counted").isGreaterThanOrEqualTo(answered);
            assertThat(lines.all().stream().filter(line -> !line.endsWith(" RESET")))
                    .hasSize((int) counted);
            assertThat(lines.traceIds()).allMatch(this::isExported);
        });
    }

    /** As {@link #counted}, without requests whose caller disconnected. */
    private static double answered() {
        Scrape scrape = Scrape.now();
        String family = "http_requests_total";
        return scrape.series(family, RESET).isEmpty()
                ? scrape.sum(family)
                : scrape.sum(family) - scrape.sum(family, RESET);
    }

    private static double counted() {
        return Scrape.now().sum("http_requests_total");
    }

    /** Whether a batch of spans has the bytes of {@code traceId}. */
    private boolean isExported(String traceId) {
        byte[] id = HexFormat.of().parseHex(traceId);
        String bytes = new String(id, StandardCharsets.ISO_8859_1);
        return peers.findAll(postRequestedFor(urlEqualTo("/v1/traces"))).stream()
                .anyMatch(batch -> new String(batch.getBody(), StandardCharsets.ISO_8859_1).contains(bytes));
    }

    /** The answer to {@code request}, until the server closes or is silent for a while. */
    private static String send(String request) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout((int) SILENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getInputStream().transferTo(answer);
        } catch (SocketTimeoutException silent) {
            // The answer ends here.
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }

    /** Access lines, as they are written. */
    private static final class Lines extends Handler {

        private final Map<String, List<String>> byTrace = new ConcurrentHashMap<>();

        List<String> of(String traceId) {
            return byTrace.getOrDefault(traceId, List.of());
        }

        List<String> all() {
            return byTrace.values().stream().flatMap(List::stream).toList();
        }

        Set<String> traceIds() {
            return byTrace.keySet();
        }

        @Override
        public void publish(LogRecord record) {
            ExtLogRecord line = (ExtLogRecord) record;
            byTrace.merge(line.getMdc("traceId"), List.of(line.getFormattedMessage()), (a, b) -> Stream.concat(
                            a.stream(), b.stream())
                    .toList());
        }

        @Override
        public void flush() {
            // Nothing to flush.
        }

        @Override
        public void close() {
            // Nothing to close.
        }
    }
}
