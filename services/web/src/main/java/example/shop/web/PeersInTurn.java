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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
 * for that long. So an address that owes an answer for longer than the others is passed over: failures there would open
 * the circuit breaker of the whole peer.
 *
 * <p>Calls over TLS keep the name, which the certificate has.
 */
@Provider
@Singleton
public class PeersInTurn implements ClientRequestFilter, ClientResponseFilter {

    private static final long SUSPECT_AFTER = Duration.ofMillis(100).toNanos();
    private static final long FORGOTTEN_AFTER = Duration.ofSeconds(5).toNanos();

    /** Looks a name up. */
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private final Resolver resolver;
    private final LongSupplier clock;
    private final AtomicInteger calls = new AtomicInteger();
    /** By address and port. */
    private final Map<String, Debt> debts = new ConcurrentHashMap<>();

    /** Calls since the last answer, and when the first of them began; a failed call has no answer. */
    private record Debt(int calls, long since) {}

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
        int turn = Math.floorMod(calls.getAndIncrement(), servers.size());
        List<String> inTurn = new ArrayList<>(servers);
        Collections.rotate(inTurn, -turn);
        long now = clock.getAsLong();
        String server = Collections.min(
                inTurn,
                Comparator.<String>comparingLong(one -> suspectFor(one, now)).thenComparingInt(this::owed));
        debts.merge(server, new Debt(1, now), (debt, one) -> new Debt(debt.calls + 1, debt.since));
        return URI.create(named.toString().replaceFirst("//[^/?#]*", "//" + server));
    }

    /** Says that the server of {@code called} lives. */
    void answered(URI called) {
        debts.remove(called.getAuthority());
    }

    private long suspectFor(String server, long now) {
        Debt debt = debts.get(server);
        long age = debt == null ? 0 : now - debt.since;
        if (age > FORGOTTEN_AFTER) {
            debts.remove(server, debt);
            return 0;
        }
        return age > SUSPECT_AFTER ? age : 0;
    }

    private int owed(String server) {
        Debt debt = debts.get(server);
        return debt == null ? 0 : debt.calls;
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
