package example.shop.lab.build;

import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A short name for the inputs of a build. */
final class Digest {

    private Digest() {}

    /**
     * Twelve hexadecimal digits that change with the content of any of {@code files}, with their order and with
     * {@code more}.
     *
     * @throws FatalException if a file cannot be read
     */
    static String of(List<Path> files, String more) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files) {
                digest.update(Files.readAllBytes(file));
            }
            digest.update(more.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new FatalException("The inputs of a build cannot be read", e);
        }
    }
}
