package example.shop.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/**
 * The token that makes a caller trusted: only then the shop takes {@code traceparent}, {@code tracestate} and {@code baggage}
 * from it. {@code TRUSTED_TOKEN} in the environment, or the file that {@code TRUSTED_TOKEN_FILE} names; else the one of the
 * checkout, which {@code make up} and {@code infra/secrets} make, and which goes to this machine only.
 */
public final class TrustedToken {

    private static final String HEADER = "X-Trace-Token";
    private static final String NAME = "trusted-token";

    private TrustedToken() {}

    /** The header for a request to {@code target}; none where there is no token for it. */
    public static Map<String, String> header(URI target) {
        return named(System.getenv())
                .or(() -> isThisMachine(target.getHost()) ? ofCheckout() : Optional.empty())
                .map(token -> Map.of(HEADER, token))
                .orElse(Map.of());
    }

    /** The file with the token of {@code project}, made where there is none; containers read it as another user. */
    static Path file(Path project) {
        Path folder = project.resolve(".secrets");
        try {
            if (Files.notExists(folder)) {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Path file = Secrets.in(folder).file(NAME);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
            return file;
        } catch (IOException e) {
            throw new LabException("The token of trusted callers cannot be written to " + folder, e);
        }
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
            Path file = Settings.findProject(Path.of("")).resolve(".secrets").resolve(NAME);
            return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
        } catch (LabException elsewhere) {
            return Optional.empty();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new LabException("The token of trusted callers cannot be read: " + file, e);
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
