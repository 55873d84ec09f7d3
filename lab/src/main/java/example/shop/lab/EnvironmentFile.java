package example.shop.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A file of NAME=value lines without quotes, and of comment lines that begin with #: what compose and a shell read alike. */
final class EnvironmentFile {

    private EnvironmentFile() {}

    /** What {@code file} says; the caller may add to it. */
    static Map<String, String> read(Path file) {
        Map<String, String> environment = new HashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (!line.startsWith("#") && equals > 0) {
                    environment.put(
                            line.substring(0, equals).strip(),
                            line.substring(equals + 1).strip());
                }
            }
            return environment;
        } catch (IOException e) {
            throw new LabException(file + " cannot be read", e);
        }
    }
}
