package example.shop.web;

import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientResponseFilter;

/**
 * Spreads calls over the containers of a peer: where its name has several addresses, each call goes to the next one. A
 * connection that is kept open would otherwise take all calls to one of them. The header {@code Host} keeps the name.
 *
 * <p>Java remembers addresses for some seconds (infra/apps/jvm.options), and a container that has stopped is among them
 * for that long. So an address that gave no answer is passed over meanwhile: more failures there would open the circuit
 * breaker of the whole peer.
 *
 * <p>Calls over TLS keep the name, which the certificate has.
 */
@Provider
@Singleton
// The last filter: none changes the address after it.
@Priority(Priorities.USER + 1000)
public class PeersInTurn implements ClientRequestFilter, ResteasyReactiveClientResponseFilter {

    private static final long PASSED_OVER = Duration.ofSeconds(5).toNanos();
    private static final String SERVER = PeersInTurn.class.getName();

    /** Looks a name up. */
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private final Resolver resolver;
    private final LongSupplier clock;
    /** Calls so far, by name and port. */
    private final Map<String, Integer> turns = new ConcurrentHashMap<>();
    /** When the last call to an address and port failed. */
    private final Map<String, Long> failures = new ConcurrentHashMap<>();

    PeersInTurn() {
        this(InetAddress::getAllByName, System::nanoTime);
    }

    PeersInTurn(Resolver resolver, LongSupplier clock) {
        this.resolver = resolver;
        this.clock = clock;
    }

    @Override
    public void filter(ClientRequestContext call) {
        URI named = call.getUri();
        URI next = next(named);
        if (next != named) {
            call.getHeaders().putSingle(HttpHeaders.HOST, named.getAuthority());
            call.setProperty(SERVER, next.getAuthority());
            call.setUri(next);
        }
    }

    /** Quarkus calls it without an answer too; the status is 0 then. */
    @Override
    public void filter(ResteasyReactiveClientRequestContext call, ClientResponseContext answer) {
        if (call.getProperty(SERVER) instanceof String server) {
            ended(server, answer.getStatus());
        }
    }

    /** Remembers whether {@code server}, an address and port, answered. */
    void ended(String server, int status) {
        if (status > 0) {
            failures.remove(server);
        } else {
            failures.put(server, clock.getAsLong());
        }
    }

    /** {@code named} with the next address of its host; {@code named} itself if there are not several. */
    URI next(URI named) {
        if (!"http".equals(named.getScheme()) || named.getHost() == null) {
            return named;
        }
        List<String> all = servers(named);
        if (all.size() < 2) {
            return named;
        }
        long now = clock.getAsLong();
        failures.values().removeIf(failure -> now - failure > PASSED_OVER);
        List<String> well =
                all.stream().filter(server -> !failures.containsKey(server)).toList();
        List<String> servers = well.isEmpty() ? all : well;
        int turn = turns.merge(named.getAuthority(), 1, Integer::sum);
        String server = servers.get(Math.floorMod(turn, servers.size()));
        return URI.create(named.toString().replaceFirst("//[^/?#]*", "//" + server));
    }

    /** In a fixed order; name servers shuffle them. One family only: 'localhost' has two, and often one listener. */
    private List<String> servers(URI named) {
        String port = named.getPort() < 0 ? "" : ":" + named.getPort();
        try {
            return Arrays.stream(resolver.addresses(named.getHost()))
                    .filter(Inet4Address.class::isInstance)
                    .map(address -> address.getHostAddress() + port)
                    .sorted()
                    .toList();
        } catch (UnknownHostException e) {
            // The call itself says so.
            return List.of();
        }
    }
}
