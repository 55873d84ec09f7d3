package example.shop.web;

import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Spreads calls over the containers of a peer: where its name has several addresses, each call goes to the next one. A
 * connection that is kept open would otherwise take all calls to one of them. The header {@code Host} keeps the name.
 *
 * <p>Java remembers addresses for some seconds (infra/apps/jvm.options). Calls over TLS keep the name, which the
 * certificate has.
 */
@Provider
@Singleton
public class PeersInTurn implements ClientRequestFilter {

    /** Looks a name up. */
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private final Resolver resolver;
    private final AtomicInteger calls = new AtomicInteger();

    PeersInTurn() {
        this(InetAddress::getAllByName);
    }

    PeersInTurn(Resolver resolver) {
        this.resolver = resolver;
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

    /** {@code named} with the next address of its host; {@code named} itself if there are not several. */
    URI next(URI named) {
        if (!"http".equals(named.getScheme()) || named.getHost() == null) {
            return named;
        }
        List<InetAddress> addresses = addresses(named.getHost());
        if (addresses.size() < 2) {
            return named;
        }
        InetAddress address = addresses.get(Math.floorMod(calls.getAndIncrement(), addresses.size()));
        String port = named.getPort() < 0 ? "" : ":" + named.getPort();
        return URI.create(named.toString().replaceFirst("//[^/?#]*", "//" + address.getHostAddress() + port));
    }

    /** In a fixed order; name servers shuffle them. One family only: 'localhost' has two, and often one listener. */
    private List<InetAddress> addresses(String host) {
        try {
            return Arrays.stream(resolver.addresses(host))
                    .filter(Inet4Address.class::isInstance)
                    .sorted(Comparator.comparing(InetAddress::getHostAddress))
                    .toList();
        } catch (UnknownHostException e) {
            // The call itself says so.
            return List.of();
        }
    }
}
