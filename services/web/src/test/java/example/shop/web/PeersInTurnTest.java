package example.shop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeersInTurnTest {

    private static final URI NAMED = URI.create("http://users:8080/api/users/1?a=%2F%7Bb%7D&c=//d");

    private Duration now = Duration.ZERO;

    @Test
    void callsGoToEachAddressInTurnWhateverTheOrderOfTheNameServer() {
        PeersInTurn peers = new PeersInTurn(
                new PeersInTurn.Resolver() {
                    private boolean turned;

                    @Override
                    public InetAddress[] addresses(String host) {
                        turned = !turned;
                        return turned ? of("10.0.0.2", "10.0.0.1") : of("10.0.0.1", "10.0.0.2");
                    }
                },
                System::nanoTime);
        assertThat(hosts(peers, 4)).containsExactly("10.0.0.1", "10.0.0.2", "10.0.0.1", "10.0.0.2");
    }

    @ParameterizedTest
    @CsvSource({
        "http://users:8080/api/users/1?a=%2F%7Bb%7D&c=//d, http://10.0.0.1:8080/api/users/1?a=%2F%7Bb%7D&c=//d",
        "http://external/entitlements.json,                http://10.0.0.1/entitlements.json",
        "http://external,                                  http://10.0.0.1",
        "http://external?q=1,                              http://10.0.0.1?q=1"
    })
    void onlyTheHostChanges(URI named, URI next) {
        assertThat(peers("10.0.0.1", "10.0.0.2").next(named)).isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://users/api", "stork://users/api", "users", "http:///api"})
    void othersAreLeftAlone(URI named) {
        assertThat(peers("10.0.0.1", "10.0.0.2").next(named)).isSameAs(named);
    }

    /** 'localhost' is both, and the listener may be on one. */
    @Test
    void oneAddressOfEachFamilyIsNoChoice() {
        assertThat(peers("127.0.0.1", "::1").next(NAMED)).isSameAs(NAMED);
    }

    @Test
    void unknownNameIsLeftToTheCall() {
        assertThat(new PeersInTurn(
                                host -> {
                                    throw new UnknownHostException(host);
                                },
                                System::nanoTime)
                        .next(NAMED))
                .isSameAs(NAMED);
    }

    /** It has stopped, perhaps; five seconds later it may have recovered. */
    @Test
    void addressThatFailedIsPassedOver() {
        PeersInTurn peers = peers("10.0.0.1", "10.0.0.2");
        peers.failed("10.0.0.1:8080");
        now = Duration.ofSeconds(5);
        assertThat(hosts(peers, 3)).containsOnly("10.0.0.2");
        now = Duration.ofMillis(5001);
        assertThat(hosts(peers, 2)).containsExactlyInAnyOrder("10.0.0.1", "10.0.0.2");
    }

    /** There is no better choice then. */
    @Test
    void addressesThatAllFailedAreTriedInTurn() {
        PeersInTurn peers = peers("10.0.0.1", "10.0.0.2");
        peers.failed("10.0.0.1:8080");
        peers.failed("10.0.0.2:8080");
        assertThat(hosts(peers, 2)).containsExactlyInAnyOrder("10.0.0.1", "10.0.0.2");
    }

    private static Stream<String> hosts(PeersInTurn peers, int calls) {
        return Stream.generate(() -> peers.next(NAMED).getHost()).limit(calls);
    }

    private PeersInTurn peers(String... addresses) {
        return new PeersInTurn(host -> of(addresses), () -> now.toNanos());
    }

    private static InetAddress[] of(String... addresses) {
        return Stream.of(addresses).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }
}
