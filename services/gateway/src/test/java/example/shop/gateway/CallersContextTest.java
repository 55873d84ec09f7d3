package example.shop.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import example.shop.support.PeersResource;
import example.shop.support.TrustedCaller;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which callers may decide on a trace, and what they decide: as seen by the peer that the gateway calls. */
@QuarkusTest
class CallersContextTest {

    private static final String USER = "/api/users/1";
    private static final String PARENT = "b7ad6b7169203331";

    WireMockServer peers;

    @BeforeEach
    void peersAnswer() {
        PeersResource.reset(peers);
        peers.stubFor(get(USER).willReturn(okJson("{}")));
        // Waits until a breaker that an earlier test opened closes.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> given().get(USER).then().statusCode(200));
        peers.resetRequests();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "01"})
    void strangersTraceIsNotTakenOnButLinked(String flags) {
        String traceId = TrustedCaller.traceId();
        LoggedRequest call = callAfter(stranger(traceId, flags).header("tracestate", "evil=1"));
        assertThat(call.getHeader("traceparent")).doesNotContain(traceId).endsWith("-01");
        assertThat(call.containsHeader("tracestate")).isFalse();
        String ours = call.getHeader("traceparent").split("-")[1];
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(isExported(ours)).as("a span of the trace of our own").isTrue();
            assertThat(isExported(traceId)).as("a link to the stranger's trace").isTrue();
        });
    }

    @Test
    void strangersBaggageDoesNotTravel() {
        LoggedRequest call =
                callAfter(stranger(TrustedCaller.traceId(), "01").header("baggage", "trace.keep=true,a=1"));
        assertThat(call.containsHeader("baggage")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wrong", TrustedCaller.TOKEN + "0", "0123456789abcdef0123456789abcdeF"})
    void wrongTokenIsNone(String token) {
        String traceId = TrustedCaller.traceId();
        LoggedRequest call = callAfter(
                stranger(traceId, "01").header(TrustedCaller.HEADER, token).header("baggage", "a=1"));
        assertThat(call.getHeader("traceparent")).doesNotContain(traceId);
        assertThat(call.containsHeader("baggage")).isFalse();
    }

    @Test
    void trustedCallersContextTravelsWithTheTokenToAPeer() {
        String traceId = TrustedCaller.traceId();
        LoggedRequest call = callAfter(TrustedCaller.within(traceId)
                .header("tracestate", "a=1")
                .header("tracestate", "b=2")
                .header("baggage", "x=1")
                .header("baggage", "trace.keep=true;prop=1"));
        assertThat(call.getHeader("traceparent")).contains(traceId).doesNotContain(PARENT);
        assertThat(call.getHeader("tracestate")).contains("a=1", "b=2");
        assertThat(call.getHeader("baggage")).contains("x=1", "trace.keep=true");
        assertThat(call.getHeader(TrustedCaller.HEADER)).isEqualTo(TrustedCaller.TOKEN);
    }

    @Test
    void trustedCallerMayHaveARequestNotTraced() {
        String traceId = TrustedCaller.traceId();
        LoggedRequest call = callAfter(given().header(TrustedCaller.HEADER, TrustedCaller.TOKEN)
                .header("traceparent", "00-" + traceId + "-" + PARENT + "-00"));
        assertThat(call.getHeader("traceparent")).contains(traceId).endsWith("-00");
    }

    @Test
    void baggageIsBounded() {
        String many = IntStream.range(0, 200)
                .mapToObj(i -> "k" + i + "=" + "v".repeat(60))
                .collect(Collectors.joining(","));
        LoggedRequest call =
                callAfter(TrustedCaller.within(TrustedCaller.traceId()).header("baggage", many));
        HttpHeader baggage = call.header("baggage");
        assertThat(baggage.firstValue().split(",")).hasSize(64);
        assertThat(baggage.firstValue().length()).isLessThanOrEqualTo(8192);
    }

    private static RequestSpecification stranger(String traceId, String flags) {
        return given().header("traceparent", "00-" + traceId + "-" + PARENT + "-" + flags);
    }

    private LoggedRequest callAfter(RequestSpecification request) {
        request.get(USER).then().statusCode(200);
        return peers.findAll(getRequestedFor(urlEqualTo(USER))).getFirst();
    }

    private boolean isExported(String traceId) {
        String bytes = new String(HexFormat.of().parseHex(traceId), StandardCharsets.ISO_8859_1);
        return peers.findAll(postRequestedFor(urlEqualTo("/v1/traces"))).stream()
                .anyMatch(batch -> new String(batch.getBody(), StandardCharsets.ISO_8859_1).contains(bytes));
    }
}
