package example.shop.lab;

import example.shop.signals.FatalException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The project's folder, the lab's folders, the ports and the services.
 *
 * @param project the checkout
 * @param home the lab's own folder, ignored by git: data, logs, secrets, process records
 * @param cache slow builds, shared by all checkouts of a user
 * @param ports the port of each endpoint, all on loopback
 * @param services in start order
 */
public record Settings(
        Path project, Path home, Path cache, Map<Port, Integer> ports, List<ServiceDeclaration> services) {

    /**
     * Reads {@code LAB_HOME} (default {@code .lab} in the project), {@code LAB_PORT_OFFSET} (default 0, added to every port,
     * so that a second lab can run beside the first) and {@code XDG_CACHE_HOME}.
     *
     * @throws FatalException if a variable has no usable value
     */
    public static Settings from(Path project, Map<String, String> environment) {
        return from(project, environment, ServiceDeclaration.all(project));
    }

    /** The same, without services: what stops processes must not depend on a readable declaration. */
    static Settings withoutServices(Path project, Map<String, String> environment) {
        return from(project, environment, List.of());
    }

    private static Settings from(Path project, Map<String, String> environment, List<ServiceDeclaration> services) {
        int offset = offset(value(environment, "LAB_PORT_OFFSET").orElse("0"));
        Map<Port, Integer> ports = new LinkedHashMap<>();
        for (Port port : Stream.concat(services.stream().flatMap(ServiceDeclaration::ports), Port.BACKENDS.stream())
                .toList()) {
            int number = port.standard() + offset;
            if (offset < 0 || number < 1 || number > 65535) {
                throw new FatalException(
                        "LAB_PORT_OFFSET=" + offset + " moves " + port.name() + " to " + number
                                + ", which is not a port. Choose an offset from 0 to 9000, such as 9000, that moves no port onto another lab's.");
            }
            ports.forEach((other, taken) -> {
                if (taken == number) {
                    throw new FatalException("The port " + port.standard() + " is that of " + port.name() + " and of "
                            + other.name() + ". Give one of them another in its compose.yaml.");
                }
            });
            ports.put(port, number);
        }
        Path caches = Path.of(value(environment, "XDG_CACHE_HOME").orElse(System.getProperty("user.home") + "/.cache"));
        Path home = project.resolve(value(environment, "LAB_HOME").orElse(".lab"));
        return new Settings(project, home.normalize(), caches.resolve("observable-shop"), Map.copyOf(ports), services);
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
        return port(Port.JAEGER_QUERY) - Port.JAEGER_QUERY.standard();
    }

    /** @throws FatalException if the shop has no such service */
    public ServiceDeclaration service(String name) {
        return services.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new FatalException(
                        "No service is called '" + name + "'. They are " + String.join(", ", serviceNames()) + "."));
    }

    public List<String> serviceNames() {
        return services.stream().map(ServiceDeclaration::name).toList();
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
