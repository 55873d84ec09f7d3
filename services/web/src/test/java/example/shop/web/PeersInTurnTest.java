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

    private static final URI NAMED = URI.create("http://users:8080/api/users/1");
    private static final String ONE = "10.0.0.1";
    private static final String OTHER = "10.0.0.2";

    private Duration now = Duration.ZERO;

    @Test
    void callsGoToEachAddressInTurnWhateverTheOrderOfTheNameServer() {
        boolean[] turned = new boolean[1];
        PeersInTurn peers = new PeersInTurn(
                host -> {
                    turned[0] = !turned[0];
                    return turned[0] ? of(OTHER, ONE) : of(ONE, OTHER);
                },
                System::nanoTime);
        assertThat(hosts(peers, NAMED, 4)).containsExactly(OTHER, ONE, OTHER, ONE);
    }

    /** A caller that asks two peers alternately must not ask one container of each only. */
    @Test
    void eachPeerHasItsOwnTurns() {
        PeersInTurn peers = peers(ONE, OTHER);
        URI products = URI.create("http://products:5000/api/products/1");
        assertThat(Stream.generate(() -> peers.next(NAMED))
                        .limit(4)
                        .peek(called -> peers.next(products))
                        .map(URI::getHost))
                .contains(ONE, OTHER);
    }

    @ParameterizedTest
    @CsvSource({
        "http://users:8080/api/users/1?a=%2F%7Bb%7D&c=//d, http://10.0.0.1:8080/api/users/1?a=%2F%7Bb%7D&c=//d",
        "http://external/entitlements.json,                http://10.0.0.1/entitlements.json",
        "http://external,                                  http://10.0.0.1",
        "http://external?q=1,                              http://10.0.0.1?q=1"
    })
    void onlyTheHostChanges(URI named, URI next) {
        PeersInTurn peers = peers(ONE, OTHER);
        assertThat(Stream.of(peers.next(named), peers.next(named))).contains(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://users/api", "stork://users/api", "users", "http:///api"})
    void othersAreLeftAlone(URI named) {
        assertThat(peers(ONE, OTHER).next(named)).isSameAs(named);
    }

    /** 'localhost' is both, and the listener may be on one. */
    @Test
    void oneAddressOfEachFamilyIsNoChoice() {
        assertThat(peers("127.0.0.1", "::1").next(NAMED)).isSameAs(NAMED);
    }

    @Test
    void unknownNameIsLeftToTheCall() {
        PeersInTurn peers = new PeersInTurn(
                host -> {
                    throw new UnknownHostException(host);
                },
                System::nanoTime);
        assertThat(peers.next(NAMED)).isSameAs(NAMED);
    }

    /** It has stopped, perhaps; five seconds later it may have recovered. */
    @Test
    void addressWithoutAnAnswerIsPassedOver() {
        PeersInTurn peers = peers(ONE, OTHER, "10.0.0.3");
        peers.ended(ONE + ":8080", 0);
        now = Duration.ofSeconds(5);
        assertThat(hosts(peers, NAMED, 4)).containsOnly(OTHER, "10.0.0.3");
        now = Duration.ofMillis(5001);
        assertThat(hosts(peers, NAMED, 3)).contains(ONE);
    }

    @Test
    void answerEndsThat() {
        PeersInTurn peers = peers(ONE, OTHER);
        peers.ended(ONE + ":8080", 0);
        peers.ended(ONE + ":8080", 503);
        assertThat(hosts(peers, NAMED, 2)).contains(ONE);
    }

    /** There is no better choice then. */
    @Test
    void addressesThatAllFailedAreTriedInTurn() {
        PeersInTurn peers = peers(ONE, OTHER);
        peers.ended(ONE + ":8080", 0);
        peers.ended(OTHER + ":8080", 0);
        assertThat(hosts(peers, NAMED, 2)).containsExactlyInAnyOrder(ONE, OTHER);
    }

    private static Stream<String> hosts(PeersInTurn peers, URI named, int calls) {
        return Stream.generate(() -> peers.next(named).getHost()).limit(calls);
    }

    private PeersInTurn peers(String... addresses) {
        return new PeersInTurn(host -> of(addresses), () -> now.toNanos());
    }

    private static InetAddress[] of(String... addresses) {
        return Stream.of(addresses).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }
}
