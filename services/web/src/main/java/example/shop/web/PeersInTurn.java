package example.shop.web;

import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Spreads calls over the containers of a peer: where its name has several addresses, each call goes to the next one. A
 * connection that is kept open would otherwise take all calls to one of them. The header {@code Host} keeps the name.
 *
 * <p>Java remembers addresses for some seconds (infra/apps/jvm.options), and a container that has stopped is among them
 * for that long. So an address that owes an answer is passed over: its failures would open the circuit breaker of the
 * whole peer.
 *
 * <p>Calls over TLS keep the name, which the certificate has.
 */
@Provider
@Singleton
public class PeersInTurn implements ClientRequestFilter, ClientResponseFilter {

    /** As long as callers wait for a connection. */
    private static final long PATIENCE = Duration.ofMillis(300).toNanos();

    private static final long UNTIL_NEXT_TRY = Duration.ofSeconds(5).toNanos();

    /** Looks a name up. */
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private final Resolver resolver;
    private final LongSupplier clock;
    private final AtomicInteger calls = new AtomicInteger();
    /** By address and port, since when a call waits for its answer, and none has come to any other. */
    private final Map<String, Long> silence = new ConcurrentHashMap<>();

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
            call.setUri(next);
        }
    }

    @Override
    public void filter(ClientRequestContext call, ClientResponseContext answer) {
        answered(call.getUri());
    }

    /** {@code named} with the next address of its host; {@code named} itself if there are not several. */
    URI next(URI named) {
        if (!"http".equals(named.getScheme()) || named.getHost() == null) {
            return named;
        }
        List<String> servers = servers(named);
        if (servers.size() < 2) {
            return named;
        }
        int turn = calls.getAndIncrement();
        String server = servers.get(Math.floorMod(turn, servers.size()));
        for (int i = 1; i < servers.size() && isSilent(server); i++) {
            server = servers.get(Math.floorMod(turn + i, servers.size()));
        }
        silence.putIfAbsent(server, clock.getAsLong());
        return URI.create(named.toString().replaceFirst("//[^/?#]*", "//" + server));
    }

    /** Says that the server of {@code called} lives. */
    void answered(URI called) {
        silence.remove(called.getAuthority());
    }

    private boolean isSilent(String server) {
        Long since = silence.get(server);
        if (since == null) {
            return false;
        }
        long silent = clock.getAsLong() - since;
        if (silent > UNTIL_NEXT_TRY) {
            silence.remove(server);
            return false;
        }
        return silent > PATIENCE;
    }

    /** In a fixed order; name servers shuffle them. One family only: 'localhost' has two, and often one listener. */
    private List<String> servers(URI named) {
        String port = named.getPort() < 0 ? "" : ":" + named.getPort();
        try {
            return Arrays.stream(resolver.addresses(named.getHost()))
                    .filter(Inet4Address.class::isInstance)
                    .map(address -> address.getHostAddress() + port)
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (UnknownHostException e) {
            // The call itself says so.
            return List.of();
        }
    }
}
