package example.shop.lab;

import example.shop.signals.FatalException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The project's folder, the lab's folders and the ports.
 *
 * @param project the checkout
 * @param home the lab's own folder, ignored by git: data, logs, secrets, process records
 * @param cache slow builds, shared by all checkouts of a user
 * @param ports the port of each endpoint, all on loopback
 */
public record Settings(Path project, Path home, Path cache, Map<Port, Integer> ports) {

    /** Every port of the lab: the number that compose publishes or, if it publishes none, one that conflicts with no other. */
    public enum Port {
        GATEWAY(8000),
        PRODUCTS(5000),
        USERS(8080),
        GATEWAY_MANAGEMENT(9000),
        PRODUCTS_MANAGEMENT(9001),
        USERS_MANAGEMENT(9002),
        EXTERNAL(18080),
        POSTGRES(15432),
        POSTGRES_EXPORTER(19187),
        COLLECTOR_OTLP_GRPC(4317),
        COLLECTOR_OTLP_HTTP(4318),
        COLLECTOR_HEALTH(13133),
        COLLECTOR_METRICS(8888),
        COLLECTOR_PROMETHEUS(8889),
        COLLECTOR_ZPAGES(55679),
        JAEGER_QUERY(16686),
        JAEGER_GRPC_QUERY(16685),
        JAEGER_OTLP(14317),
        JAEGER_HEALTH(14133),
        JAEGER_METRICS(14888),
        PROMETHEUS(9090),
        ALERTMANAGER(9093),
        ALERTMANAGER_OWN(19093),
        NOTIFICATIONS(19095),
        LOKI(3100),
        LOKI_OWN(13101),
        LOKI_GRPC(13100),
        LOG_AGENT_HEALTH(15133),
        LOG_AGENT_METRICS(15888);

        private final int standard;

        Port(int standard) {
            this.standard = standard;
        }
    }

    /**
     * Reads {@code LAB_HOME} (default {@code .lab} in the project), {@code LAB_PORT_OFFSET} (default 0, added to every port,
     * so that a second lab can run beside the first) and {@code XDG_CACHE_HOME}.
     *
     * @throws FatalException if a variable has no usable value
     */
    public static Settings from(Path project, Map<String, String> environment) {
        int offset = offset(value(environment, "LAB_PORT_OFFSET").orElse("0"));
        Map<Port, Integer> ports = new EnumMap<>(Port.class);
        for (Port port : Port.values()) {
            int number = port.standard + offset;
            if (offset < 0 || number < 1 || number > 65535) {
                throw new FatalException(
                        "LAB_PORT_OFFSET=" + offset + " moves " + port + " to " + number
                                + ", which is not a port. Choose an offset from 0 to 9000, such as 9000, that moves no port onto another lab's.");
            }
            ports.put(port, number);
        }
        Path caches = Path.of(value(environment, "XDG_CACHE_HOME").orElse(System.getProperty("user.home") + "/.cache"));
        Path home = project.resolve(value(environment, "LAB_HOME").orElse(".lab"));
        return new Settings(project, home.normalize(), caches.resolve("observable-shop"), Map.copyOf(ports));
    }

    /** A blank variable counts as unset. */
    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static int offset(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new FatalException("LAB_PORT_OFFSET must be a whole number, not '" + text + "'.");
        }
    }

    /** The number added to every port. */
    int offset() {
        return port(Port.GATEWAY) - Port.GATEWAY.standard;
    }

    public int port(Port port) {
        return ports.get(port);
    }

    /** {@code http://127.0.0.1:<port>}, without a slash at its end. */
    public String url(Port port) {
        return "http://" + address(port);
    }

    /** {@code 127.0.0.1:<port>}. */
    public String address(Port port) {
        return "127.0.0.1:" + port(port);
    }

    public Path data(String component) {
        return home.resolve("data").resolve(component);
    }

    /** The file that takes the standard output and error of {@code component}. */
    public Path log(String component) {
        return home.resolve("logs").resolve(component + ".log");
    }

    /** A file below {@code infra/}, the only place for configuration. */
    public Path infra(String file) {
        return project.resolve("infra").resolve(file);
    }

    /** The configuration folder of {@code component}; compose would mount its files. */
    public Path config(String component) {
        return home.resolve("config").resolve(component);
    }
}
