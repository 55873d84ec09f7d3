package example.shop.checks.system;

import example.shop.signals.FatalException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The addresses of all components: from options, then environment variables, then the ports of compose. */
public final class Addresses {

    private static final String NONE = "none";
    /** For the shop; {@code --service} names the services of another system, and then the checks ignore these. */
    private static final Map<String, String> USUAL = Map.of(
            "gateway", "http://127.0.0.1:8000",
            "products", "http://127.0.0.1:5000",
            "users", "http://127.0.0.1:8080");

    private static final Map<String, String> USUAL_MANAGEMENT = Map.of(
            "gateway", "http://127.0.0.1:9000",
            "products", "http://127.0.0.1:9001",
            "users", "http://127.0.0.1:9002");

    @Option(names = "--gateway", paramLabel = "URL", description = "The shop's gateway; GATEWAY_URL, else port 8000.")
    private String gateway;

    @Option(
            names = "--products",
            paramLabel = "URL",
            description = "The shop's products; PRODUCTS_URL, else port 5000.")
    private String products;

    @Option(names = "--users", paramLabel = "URL", description = "The shop's users; USERS_URL, else port 8080.")
    private String users;

    @Option(
            names = "--service",
            paramLabel = "NAME=URL",
            description =
                    "A service of your own system, repeatable; the shop's services are then checked only if named.")
    private Map<String, String> others = new LinkedHashMap<>();

    @Option(
            names = "--management",
            paramLabel = "NAME=URL",
            description =
                    "The management interface of a service, with its probes, repeatable; for the shop"
                            + " GATEWAY_MANAGEMENT_URL and so on, else ports 9000, 9001, 9002 if the service is at its own port.")
    private Map<String, String> management = new LinkedHashMap<>();

    @Option(
            names = "--collector-health",
            paramLabel = "URL",
            defaultValue = "${env:COLLECTOR_HEALTH_URL:-http://127.0.0.1:13133}",
            description = "The collector's health; COLLECTOR_HEALTH_URL, else port 13133.")
    private String collectorHealth;

    @Option(
            names = "--otlp",
            paramLabel = "URL",
            defaultValue = "${env:OTLP_URL:-none}",
            description = "The collector's OTLP/HTTP receiver; OTLP_URL, else not checked.")
    private String otlp;

    @Option(
            names = "--jaeger",
            paramLabel = "URL",
            defaultValue = "${env:JAEGER_URL:-http://127.0.0.1:16686}",
            description = "JAEGER_URL, else port 16686.")
    private String jaeger;

    @Option(
            names = "--prometheus",
            paramLabel = "URL",
            defaultValue = "${env:PROMETHEUS_URL:-http://127.0.0.1:9090}",
            description = "PROMETHEUS_URL, else port 9090.")
    private String prometheus;

    @Option(
            names = "--loki",
            paramLabel = "URL",
            defaultValue = "${env:LOKI_URL:-http://127.0.0.1:3100}",
            description = "LOKI_URL, else port 3100.")
    private String loki;

    @Option(
            names = "--grafana",
            paramLabel = "URL",
            defaultValue = "${env:GRAFANA_URL:-http://127.0.0.1:3000}",
            description = "GRAFANA_URL, else port 3000.")
    private String grafana;

    /** The services by name, those named by options first. */
    Map<String, Endpoint> services() {
        Map<String, String> urls = new LinkedHashMap<>(others);
        put(urls, "gateway", gateway);
        put(urls, "products", products);
        put(urls, "users", users);
        Map<String, Endpoint> services = new LinkedHashMap<>();
        urls.forEach((name, url) -> endpoint(name, url, "SERVICES_TOKEN").ifPresent(it -> services.put(name, it)));
        return services;
    }

    /** The health endpoint of each service: its management interface; if that has no address, the service itself. */
    List<Endpoint> probes() {
        List<Endpoint> probes = new ArrayList<>();
        services().forEach((name, service) -> {
            String variable = System.getenv(name.toUpperCase(Locale.ROOT) + "_MANAGEMENT_URL");
            String usual = service.url().equals(USUAL.get(name)) ? USUAL_MANAGEMENT.get(name) : NONE;
            String url = management.getOrDefault(name, variable == null || variable.isBlank() ? usual : variable);
            probes.add(endpoint(name, url, "SERVICES_TOKEN").orElse(service));
        });
        return probes;
    }

    /** @throws FatalException if it has no address */
    Endpoint service(String name) {
        return Optional.ofNullable(services().get(name))
                .orElseThrow(() -> new FatalException("A request goes to " + name
                        + ", which has no address. Give it with --service " + name + "=URL."));
    }

    public Optional<Endpoint> collector() {
        return endpoint("the collector", collectorHealth, "COLLECTOR_TOKEN");
    }

    public Optional<Endpoint> otlp() {
        return endpoint("the collector's OTLP receiver", otlp, "COLLECTOR_TOKEN");
    }

    /** @throws FatalException if it is left out: without traces there is nothing to check */
    public Endpoint jaeger() {
        return endpoint("Jaeger", jaeger, "JAEGER_TOKEN")
                .orElseThrow(
                        () -> new FatalException("Jaeger cannot be left out. Give its address with --jaeger URL."));
    }

    /** @throws FatalException if it is left out */
    public Endpoint prometheus() {
        return endpoint("Prometheus", prometheus, "PROMETHEUS_TOKEN")
                .orElseThrow(() ->
                        new FatalException("Prometheus cannot be left out. Give its address with --prometheus URL."));
    }

    public Optional<Endpoint> loki() {
        return endpoint("Loki", loki, "LOKI_TOKEN");
    }

    public Optional<Endpoint> grafana() {
        return endpoint("Grafana", grafana, "GRAFANA_TOKEN");
    }

    private void put(Map<String, String> urls, String name, String option) {
        String variable = System.getenv(name.toUpperCase(Locale.ROOT) + "_URL");
        String named = option != null || urls.containsKey(name) ? option : variable;
        if (named != null && !named.isBlank()) {
            urls.put(name, named);
        } else if (others.isEmpty()) {
            urls.put(name, USUAL.get(name));
        }
    }

    private static Optional<Endpoint> endpoint(String name, String url, String token) {
        return url.equals(NONE)
                ? Optional.empty()
                : Optional.of(Endpoint.of(name, url, System.getenv().getOrDefault(token, "")));
    }
}
