package example.shop.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import example.shop.support.Exports;
import example.shop.support.PeersResource;
import example.shop.support.TrustedCaller;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The spans of a request leave the service without secrets and with nothing longer than the limit. */
@QuarkusTest
@TestProfile(ExportedSpansTest.ShortValues.class)
class ExportedSpansTest {

    private static final int LIMIT = 120;

    /** A limit that a request can reach with a request line that the server still accepts. */
    public static final class ShortValues implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("TELEMETRY_MAX_VALUE_LENGTH", Integer.toString(LIMIT));
        }
    }

    private final String traceId = TrustedCaller.traceId();

    WireMockServer peers;

    @BeforeEach
    void peersAnswer() {
        PeersResource.reset(peers);
        peers.stubFor(any(urlPathMatching("/api/.*")).willReturn(okJson("{}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "/api/users/4242424242424242?card=5555555555554444&access_token=abcdef 4242424242424242,5555555555554444,abcdef",
                "/api/products/4000000000000002?api_key=k-123&page=1 4000000000000002,k-123",
                "/api/users/1?redirect=https://shop:pw-123@db/x shop:pw-123",
                "/api/users/1?q=%7B%22password%22:%22pw-123%22%7D pw-123",
                "/no/such/password=pw-123 pw-123",
            })
    void noSecretOfAUrlIsExported(String url, String secrets) {
        call(url);
        String exported = Exports.awaitTrace(peers, traceId, "url.path");
        assertThat(exported).contains("****").doesNotContain(secrets.split(","));
    }

    @Test
    void restOfAUrlIsExported() {
        call("/api/products?page=1&access_token=abcdef&size=2");
        assertThat(Exports.awaitTrace(peers, traceId, "url.query")).contains("page=1&access_token=****&size=2");
    }

    @Test
    void noSecretOfAnExceptionIsExported() {
        peers.stubFor(any(urlPathMatching("/api/users/.*"))
                .willReturn(okJson("{}").withFault(Fault.CONNECTION_RESET_BY_PEER)));
        call("/api/users/4242424242424242");
        assertThat(Exports.awaitTrace(peers, traceId, "exception.stacktrace", "url.path"))
                .doesNotContain("4242424242424242");
    }

    @Test
    void noSecretOfTracestateIsExported() {
        TrustedCaller.within(traceId)
                .header("tracestate", "shop=4242424242424242,token=abcdef,kept=1")
                .get("/api/users/1");
        assertThat(Exports.awaitTrace(peers, traceId, "url.path"))
                .contains("kept=1")
                .doesNotContain("4242424242424242", "abcdef");
    }

    @Test
    void valueIsCutAtTheLimit() {
        call("/api/products?page=1&q=" + "x".repeat(LIMIT) + "end");
        String exported = Exports.awaitTrace(peers, traceId, "url.query");
        assertThat(exported).contains("page=1&q=xxx").doesNotContain("end", "x".repeat(LIMIT));
    }

    private void call(String url) {
        TrustedCaller.within(traceId).urlEncodingEnabled(false).get(url);
    }
}
