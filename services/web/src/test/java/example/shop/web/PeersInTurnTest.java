package example.shop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
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
        assertThat(Stream.generate(() -> peers.next(NAMED))
                        .limit(4)
                        .peek(peers::answered)
                        .map(URI::getHost))
                .containsExactly("10.0.0.1", "10.0.0.2", "10.0.0.1", "10.0.0.2");
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
    void addressThatOwesAnAnswerIsPassedOver() {
        PeersInTurn peers = peers("10.0.0.1", "10.0.0.2");
        URI dead = peers.next(NAMED);
        for (int i = 0; i < 5; i++) {
            URI alive = peers.next(NAMED);
            assertThat(alive).isNotEqualTo(dead);
            peers.answered(alive);
        }
        now = Duration.ofMillis(5001);
        assertThat(List.of(peers.next(NAMED), peers.next(NAMED))).contains(dead);
    }

    /** Even if the other has many calls to answer at the moment. */
    @Test
    void addressThatHasOwedAnAnswerForLongIsPassedOver() {
        PeersInTurn peers = peers("10.0.0.1", "10.0.0.2");
        URI dead = peers.next(NAMED);
        now = Duration.ofMillis(101);
        assertThat(Stream.generate(() -> peers.next(NAMED)).limit(5)).doesNotContain(dead);
        now = Duration.ofMillis(300);
        assertThat(peers.next(NAMED)).isNotEqualTo(dead);
    }

    @Test
    void callsAtOnceAreSpreadEvenly() {
        PeersInTurn peers = peers("10.0.0.1", "10.0.0.2");
        assertThat(IntStream.range(0, 10).mapToObj(i -> peers.next(NAMED).getHost()))
                .filteredOn("10.0.0.1"::equals)
                .hasSize(5);
    }

    private PeersInTurn peers(String... addresses) {
        return new PeersInTurn(host -> of(addresses), () -> now.toNanos());
    }

    private static InetAddress[] of(String... addresses) {
        return Stream.of(addresses).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }
}
