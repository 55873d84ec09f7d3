package example.shop.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.semconv.NetworkAttributes;
import io.opentelemetry.semconv.ServerAttributes;
import io.opentelemetry.semconv.UrlAttributes;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.observability.HttpRequest;
import java.net.URI;

/**
 * The server that a call names.
 *
 * @param host a name, or an address if the call has no name
 */
record CalledServer(String host, int port) {

    /** By the base address of a REST client. */
    static CalledServer of(URI uri) {
        int standard = "https".equals(uri.getScheme()) ? 443 : 80;
        return new CalledServer(uri.getHost(), uri.getPort() < 0 ? standard : uri.getPort());
    }

    /**
     * By the header {@code Host}, if the call has it at this point: {@code PeersInTurn} of services/web sets it to the name
     * of a peer when it calls one of the peer's addresses.
     */
    static CalledServer of(HttpRequest request) {
        SocketAddress address = request.remoteAddress();
        String named = request.headers().get(HttpHeaders.HOST);
        HostAndPort server = named == null ? null : HostAndPort.parseAuthority(named, 80);
        if (server != null) {
            return new CalledServer(server.host(), server.port());
        }
        return address == null ? new CalledServer(null, 0) : new CalledServer(address.host(), address.port());
    }

    /**
     * Makes a span say which service was called, and at which address, as the semantic conventions want it. The
     * instrumentation knows the address only.
     */
    static void describe(Span span, HttpRequest request) {
        String named = request.headers().get(HttpHeaders.HOST);
        SocketAddress address = request.remoteAddress();
        if (named == null || address == null) {
            return;
        }
        CalledServer server = of(request);
        span.setAttribute(ServerAttributes.SERVER_ADDRESS, server.host);
        span.setAttribute(ServerAttributes.SERVER_PORT, (long) server.port);
        span.setAttribute(NetworkAttributes.NETWORK_PEER_ADDRESS, address.host());
        span.setAttribute(NetworkAttributes.NETWORK_PEER_PORT, (long) address.port());
        span.setAttribute(UrlAttributes.URL_FULL, request.absoluteURI().replaceFirst("//[^/?]*", "//" + named));
    }
}
