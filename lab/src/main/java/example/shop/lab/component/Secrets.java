package example.shop.lab.component;

import example.shop.signals.FatalException;
import example.shop.signals.TrustedToken;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords of the lab: random, created on first use, kept in files that only their owner may read. */
final class Secrets {

    private static final int BYTES = 16;

    private final Path folder;
    private final Path sealed;

    /**
     * @param home the lab's folder
     * @param sealed once this file exists, data depends on the secrets, and a missing one is not created again
     */
    Secrets(Path home, Path sealed) {
        this.folder = home.resolve("secrets");
        this.sealed = sealed;
    }

    private Secrets(Path folder) {
        this.folder = folder;
        this.sealed = folder.resolve("none");
    }

    /** The secrets in {@code folder}, on which no data depends: a missing one is created again. */
    static Secrets in(Path folder) {
        return new Secrets(folder);
    }

    /** The file with the token of trusted callers of {@code project}, created if missing. */
    static Path trustedToken(Path project) {
        Path token = TrustedToken.file(project);
        Path folder = token.getParent();
        try {
            if (Files.notExists(folder)) {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Path file = in(folder).file(token.getFileName().toString());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return file;
        } catch (IOException e) {
            throw new FatalException("The token of trusted callers cannot be written to " + folder, e);
        }
    }

    /** The secret called {@code name}. */
    String get(String name) {
        try {
            return Files.readString(file(name)).strip();
        } catch (IOException e) {
            throw new FatalException("The secret " + name + " cannot be read", e);
        }
    }

    /** The file that holds the secret called {@code name}. */
    Path file(String name) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(name);
        if (Files.exists(file) && Files.size(file) == 0) {
            Files.delete(file);
        }
        if (!Files.exists(file) && Files.exists(sealed)) {
            throw new FatalException("The secret " + file + " is missing, but the data in " + sealed.getParent()
                    + " needs it. Restore it, or delete that folder to start over.");
        }
        if (!Files.exists(file)) {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            Path fresh = Files.createTempFile(
                    folder,
                    name,
                    null,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, HexFormat.of().formatHex(random));
            try {
                // If two processes get here at once, one creates the secret and the other uses it.
                Files.createLink(file, fresh);
            } catch (FileAlreadyExistsException made) {
                return file;
            } finally {
                Files.delete(fresh);
            }
        }
        return file;
    }
}
