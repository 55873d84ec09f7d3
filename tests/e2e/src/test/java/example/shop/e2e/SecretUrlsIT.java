package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.signals.TraceParent;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets in a caller's URL are in no span of the trace, of any service. */
class SecretUrlsIT {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "/api/users/4242424242424242?card=5555555555554444&access_token=abcdef gateway,users 4242424242424242,5555555555554444,abcdef",
                "/api/users/4000000000000002?api_key=k-123456&page=1 gateway,users 4000000000000002,k-123456",
                "/api/products/4000000000000010?u=https://bob:pw-123@db/x gateway,products 4000000000000010,pw-123",
                "/no/such/password=hunter2x?card=4242%204242%204242%204242 gateway hunter2x,4242%204242",
            })
    void secretOfAUrlIsInNoSpan(String url, String services, String secrets) throws IOException {
        TraceParent parent = TraceParent.random();
        assertThat(Stack.get(parent, Stack.GATEWAY + url).statusCode()).isEqualTo(404);
        Stack.trace(parent, found -> found.services().containsAll(List.of(services.split(","))));
        String stored = Stack.jaeger("traces/" + parent.traceId()).body();
        assertThat(stored).contains("url.path", "****").doesNotContain(secrets.split(","));
    }
}
