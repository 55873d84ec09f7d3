package example.shop.checks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** The part of {@code shop.yaml} for services with recorded traces. An added service has no recorded trace. */
public final class RecordedShop {

    public static final List<String> SERVICES = List.of("gateway", "products", "users");

    private RecordedShop() {}

    /** A file with them, which is deleted when the tests end. */
    public static Path file() {
        try {
            Map<String, Object> shop = new Yaml().load(Files.readString(Path.of("shop.yaml")));
            map(shop, "services").keySet().retainAll(SERVICES);
            list(shop, "shapes").removeIf(shape -> !isRecorded(map(shape, "request")));
            Map<String, Object> metrics = map(shop, "metrics");
            list(metrics, "requests").removeIf(request -> !isRecorded(request));
            list(metrics, "names")
                    .removeIf(name ->
                            name.containsKey("services") && !SERVICES.containsAll((List<?>) name.get("services")));
            Path file = Files.createTempFile("shop", ".yaml");
            file.toFile().deleteOnExit();
            // JSON is YAML.
            return Files.writeString(file, new ObjectMapper().writeValueAsString(shop));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRecorded(Map<String, Object> request) {
        return SERVICES.contains(request.get("service"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> parent, String key) {
        return (Map<String, Object>) parent.get(key);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> parent, String key) {
        return (List<Map<String, Object>>) parent.get(key);
    }
}
