package example.shop.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder that declares the services of the shop, as a checkout does. */
public final class Checkout {

    public static final List<String> SERVICES = List.of("users", "products", "gateway");

    private Checkout() {}

    /** Declares {@link #SERVICES} in {@code folder}: users on 8080 and 9002, products on 8081 and 9003, and so on. */
    public static Path in(Path folder) {
        StringBuilder included = new StringBuilder("include:\n");
        for (int i = 0; i < SERVICES.size(); i++) {
            String service = SERVICES.get(i);
            included.append("  - services/").append(service).append("/compose.yaml\n");
            write(folder.resolve("services").resolve(service).resolve("compose.yaml"), """
                    services:
                      %1$s:
                        environment: {PEER_URL: http://users:8080}
                      %1$s-ports:
                        ports: ["127.0.0.1:${A_PORT:-1}:%2$d", "127.0.0.1:${B_PORT:-2}:%3$d"]
                    """.formatted(
                            service, 8080 + i, 9002 + i));
        }
        write(folder.resolve("compose.yaml"), included.toString());
        return folder;
    }

    public static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
