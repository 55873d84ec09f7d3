package example.shop.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8, 127.0.0.1, true",
        "127.0.0.0/8, 128.0.0.1, false",
        "10.213.46.0/24, 10.213.46.255, true",
        "10.213.46.0/24, 10.213.47.0, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.2, false",
        "10.1.2.3/8, 10.9.9.9, true",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "::1, ::1, true",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false",
        "::/0, 127.0.0.1, false",
        "127.0.0.0/8, ::ffff:127.0.0.1, true",
    })
    void addressIsWithinTheNetworkOrNot(String network, String address, boolean within) {
        assertThat(Network.of(network).contains(InetAddress.ofLiteral(address))).isEqualTo(within);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0.0/-1", "::/129", "10.0.0.0/x", "", "/8"})
    void anythingElseIsRefused(String network) {
        assertThatIllegalArgumentException().isThrownBy(() -> Network.of(network));
    }
}
