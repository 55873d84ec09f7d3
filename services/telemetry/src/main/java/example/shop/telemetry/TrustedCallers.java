package example.shop.telemetry;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.observability.HttpRequest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Trusted callers decide to which trace a request belongs, whether it is traced and kept, and which baggage travels
 * with it. A trusted caller sends the token, or has an address in one of the networks. The shop's services send the
 * token to each other.
 */
@Singleton
class TrustedCallers {

    /** Header with the token. */
    static final String HEADER = "x-trace-token";

    private static final Logger LOG = Logger.getLogger(TrustedCallers.class);

    private final Optional<String> token;
    private final List<Network> networks;
    private final List<CalledServer> peers;

    /**
     * @param token that callers send
     * @param tokenFile file with the token, if it is not set directly
     * @param networks in CIDR notation
     * @param peers base addresses of the shop's own services that this one calls
     * @throws IllegalArgumentException if a network is invalid
     */
    TrustedCallers(
            @ConfigProperty(name = "shop.trusted.token") Optional<String> token,
            @ConfigProperty(name = "shop.trusted.token-file") Optional<Path> tokenFile,
            @ConfigProperty(name = "shop.trusted.networks") Optional<List<String>> networks,
            @ConfigProperty(name = "shop.trusted.peers") Optional<List<URI>> peers) {
        this.token = token.or(() -> tokenFile.map(TrustedCallers::read))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
        this.networks = networks.orElse(List.of()).stream().map(Network::of).toList();
        this.peers = peers.orElse(List.of()).stream().map(CalledServer::of).toList();
        if (this.token.isEmpty() && this.networks.isEmpty()) {
            LOG.info("No caller is trusted: every request begins a trace of its own (TRUSTED_TOKEN, TRUSTED_NETWORKS)");
        }
    }

    /** True if the caller who sent {@code request} is trusted. */
    boolean trust(HttpServerRequest request) {
        return token.isPresent() && sends(request, token.get()) || isWithinNetworks(request.remoteAddress());
    }

    /** The token to send to a peer. */
    Optional<String> token() {
        return token;
    }

    /** True if {@code carrier} is a request to a service of the shop, and not to a third party. */
    boolean isToPeer(Object carrier) {
        return carrier instanceof HttpRequest request && peers.contains(CalledServer.of(request));
    }

    private boolean isWithinNetworks(SocketAddress caller) {
        if (networks.isEmpty() || caller == null || caller.hostAddress() == null) {
            return false;
        }
        InetAddress address = InetAddress.ofLiteral(caller.hostAddress());
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static boolean sends(HttpServerRequest request, String token) {
        String sent = request.getHeader(HEADER);
        return sent != null && MessageDigest.isEqual(bytes(sent), bytes(token));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException("TRUSTED_TOKEN_FILE cannot be read: " + file, e);
        }
    }
}
