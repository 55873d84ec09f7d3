package example.shop.support;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The telemetry of a service that calls other services. */
public abstract class PeerTelemetryContract extends TelemetryContract {

    /** A path for which the service calls a peer, and the client's method as fault tolerance labels it. */
    protected abstract Map.Entry<String, String> calling();

    @Test
    void callOfAPeerIsCountedByItsBreakerRetryAndTimeout() {
        String method = "method=\"example.shop." + calling().getValue() + "\"";
        given().get(calling().getKey());
        Scrape before = Scrape.now();
        given().get(calling().getKey());
        Scrape after = Scrape.now();
        for (String family :
                List.of("ft_circuitbreaker_calls_total", "ft_retry_calls_total", "ft_timeout_calls_total")) {
            assertThat(after.sum(family, method)).as(family).isGreaterThan(before.sum(family, method));
        }
        assertThat(after.series("ft_circuitbreaker_opened_total", method)).hasSize(1);
    }
}
