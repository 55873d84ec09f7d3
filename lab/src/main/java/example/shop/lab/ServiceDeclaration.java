package example.shop.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A service of the shop, as {@code services/<name>/compose.yaml} declares it. The name is also that of its database and role.
 *
 * @param port of its API
 * @param management the port of probes, metrics and faults
 * @param environment its own variables, among them the addresses of the services that it calls, as in compose
 */
public record ServiceDeclaration(String name, Port port, Port management, Map<String, String> environment) {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern INCLUDED = Pattern.compile("services/([a-z][a-z0-9]*)/compose\\.yaml");
    /** Of {@code 127.0.0.1:${USERS_PORT:-8080}:8080}, the last number. */
    private static final Pattern CONTAINER_PORT = Pattern.compile(":(\\d{1,5})$");

    /**
     * The services that {@code compose.yaml} includes, in its order.
     *
     * @throws FatalException if a file cannot be read, or does not declare two ports
     */
    static List<ServiceDeclaration> all(Path project) {
        return read(project.resolve("compose.yaml"))
                .path("include")
                .valueStream()
                .map(included -> INCLUDED.matcher(included.asText()))
                .filter(Matcher::matches)
                .map(service -> of(project, service.group(1)))
                .toList();
    }

    private static ServiceDeclaration of(Path project, String name) {
        Path file = project.resolve("services").resolve(name).resolve("compose.yaml");
        JsonNode containers = read(file).path("services");
        JsonNode declared = containers.path(name);
        List<Integer> ports = containers
                .path(name + "-ports")
                .path("ports")
                .valueStream()
                .map(port -> CONTAINER_PORT.matcher(port.asText()))
                .filter(Matcher::find)
                .map(port -> Integer.parseInt(port.group(1)))
                .toList();
        if (ports.size() != 2) {
            throw new FatalException(
                    file + ": " + name
                            + "-ports must publish two ports, that of the API and that of the management interface, as for the other services.");
        }
        JsonNode variables = declared.path("environment");
        if (!variables.isMissingNode() && !variables.isObject()) {
            throw new FatalException(file + ": environment must be a map, as in the other services.");
        }
        Map<String, String> environment = new LinkedHashMap<>();
        variables.properties().forEach(variable -> {
            String value = variable.getValue().asText();
            if (variable.getValue().isNull() || value.contains("${")) {
                throw new FatalException(
                        file + ": " + variable.getKey()
                                + " must have a value without variables: the lab has none of compose's. Shared variables are in infra/apps.");
            }
            environment.put(variable.getKey(), value);
        });
        return new ServiceDeclaration(
                name, new Port(name, ports.get(0)), new Port(name + "'s management", ports.get(1)), environment);
    }

    /** Both ports. */
    public Stream<Port> ports() {
        return Stream.of(port, management);
    }

    private static JsonNode read(Path file) {
        try {
            return YAML.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new FatalException(file + " cannot be read", e);
        }
    }
}
