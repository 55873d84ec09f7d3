package example.shop.checks.system;

import example.shop.checks.expectation.Expectations;
import example.shop.checks.expectation.Expectations.Place;
import example.shop.signals.FatalException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The addresses of all components: from options, then environment variables, then the ports of compose. */
public final class Addresses {

    private static final String NONE = "none";
    /** Of the expectations file: the places of its services, and the services that get a request. */
    private Map<String, Place> declared = Map.of();

    private Set<String> requested = Set.of();

    @Option(
            names = "--service",
            paramLabel = "NAME=URL",
            description =
                    "A service, repeatable; for those of the expectations file NAME_URL, else the address there. With one that"
                            + " is not in that file, those that are in it are checked only if named.")
    private Map<String, String> named = new LinkedHashMap<>();

    private final Map<String, String> byOwnOption = new LinkedHashMap<>();

    @Option(names = "--gateway", paramLabel = "URL", description = "Short for --service gateway=URL.")
    private void gateway(String url) {
        byOwnOption.put("gateway", url);
    }

    @Option(names = "--products", paramLabel = "URL", description = "Short for --service products=URL.")
    private void products(String url) {
        byOwnOption.put("products", url);
    }

    @Option(names = "--users", paramLabel = "URL", description = "Short for --service users=URL.")
    private void users(String url) {
        byOwnOption.put("users", url);
    }

    @Option(
            names = "--management",
            paramLabel = "NAME=URL",
            description =
                    "The management interface of a service, with its probes, repeatable; NAME_MANAGEMENT_URL, else the address"
                            + " in the expectations file if the service itself is at its address there.")
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

    /** Sets the services that may have a variable, and the places of those that no option and no variable names. */
    public void declare(Expectations expectations) {
        declared = expectations.services();
        requested = expectations.requested();
    }

    /** The services by name, those named by options first. */
    Map<String, Endpoint> services() {
        Map<String, String> urls = new LinkedHashMap<>(named);
        urls.putAll(byOwnOption);
        boolean others = !declared.keySet().containsAll(urls.keySet());
        Stream.concat(declared.keySet().stream(), requested.stream()).forEach(name -> {
            String variable = variable(name + "_URL");
            if (!variable.isEmpty()) {
                urls.putIfAbsent(name, variable);
            } else if (!others && declared.containsKey(name)) {
                urls.putIfAbsent(name, declared.get(name).url());
            }
        });
        Map<String, Endpoint> services = new LinkedHashMap<>();
        urls.forEach((name, url) -> endpoint(name, url, "SERVICES_TOKEN").ifPresent(it -> services.put(name, it)));
        return services;
    }

    /** The health endpoint of each service: its management interface; if that has no address, the service itself. */
    List<Endpoint> probes() {
        List<Endpoint> probes = new ArrayList<>();
        services().forEach((name, service) -> {
            String variable = variable(name + "_MANAGEMENT_URL");
            String url = management.getOrDefault(name, variable.isEmpty() ? managementOf(name, service) : variable);
            probes.add(endpoint(name, url, "SERVICES_TOKEN").orElse(service));
        });
        return probes;
    }

    private String managementOf(String name, Endpoint service) {
        return Optional.ofNullable(declared.get(name))
                .filter(place -> place.url().equals(service.url()))
                .flatMap(Place::management)
                .orElse(NONE);
    }

    private static String variable(String name) {
        return System.getenv()
                .getOrDefault(name.toUpperCase(Locale.ROOT).replace('-', '_'), "")
                .strip();
    }

    /** @throws FatalException if it has no address */
    Endpoint service(String name) {
        return Optional.ofNullable(services().get(name))
                .orElseThrow(() -> new FatalException("A request goes to " + name
                        + ", which has no address. Give it with --service " + name + "=URL, with the variable "
                        + name.toUpperCase(Locale.ROOT).replace('-', '_')
                        + "_URL, or under services in the expectations file."));
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

    private static Optional<Endpoint> endpoint(String name, String url, String token) {
        return url.equals(NONE)
                ? Optional.empty()
                : Optional.of(Endpoint.of(name, url, System.getenv().getOrDefault(token, "")));
    }
}
