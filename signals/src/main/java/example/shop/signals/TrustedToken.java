package example.shop.signals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The token that makes a caller trusted: the shop accepts {@code traceparent}, {@code tracestate} and {@code baggage}
 * only with it. It comes from {@code TRUSTED_TOKEN} in the environment, or the file that {@code TRUSTED_TOKEN_FILE}
 * names. Otherwise it is the checkout's, which {@code make up} creates and which goes to this machine only.
 */
public final class TrustedToken {

    private static final String HEADER = "X-Trace-Token";

    private TrustedToken() {}

    /** The header for a request to {@code target}; none if there is no token for it. */
    public static Map<String, String> header(URI target) {
        return named(System.getenv())
                .or(() -> isThisMachine(target.getHost()) ? ofCheckout() : Optional.empty())
                .map(token -> Map.of(HEADER, token))
                .orElse(Map.of());
    }

    /** The file with the token of the checkout {@code project}, once it exists. */
    public static Path file(Path project) {
        return project.resolve(".secrets").resolve("trusted-token");
    }

    private static Optional<String> named(Map<String, String> environment) {
        String token = environment.getOrDefault("TRUSTED_TOKEN", "");
        String file = environment.getOrDefault("TRUSTED_TOKEN_FILE", "");
        if (!token.isBlank()) {
            return Optional.of(token.strip());
        }
        return file.isBlank() ? Optional.empty() : Optional.of(read(Path.of(file)));
    }

    private static Optional<String> ofCheckout() {
        try {
            Path file = file(ProjectFolder.around(Path.of("")));
            return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
        } catch (FatalException elsewhere) {
            return Optional.empty();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new FatalException("The token of trusted callers cannot be read: " + file, e);
        }
    }

    private static boolean isThisMachine(String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
