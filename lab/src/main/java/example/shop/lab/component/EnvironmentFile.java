package example.shop.lab.component;

import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A file of NAME=value lines without quotes, and of comment lines that begin with #: compose and a shell read it alike. */
public final class EnvironmentFile {

    private EnvironmentFile() {}

    /**
     * The variables of {@code file}. A variable in {@code caller}, an environment, replaces that of the file unless it is
     * empty. The result is mutable.
     */
    public static Map<String, String> read(Path file, Map<String, String> caller) {
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
            environment.replaceAll((name, value) -> {
                String own = caller.getOrDefault(name, "");
                return own.isBlank() ? value : own;
            });
            return environment;
        } catch (IOException e) {
            throw new FatalException(file + " cannot be read", e);
        }
    }
}
