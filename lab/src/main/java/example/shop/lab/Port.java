package example.shop.lab;

import example.shop.perses.Converter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An endpoint of the lab.
 *
 * @param name for messages
 * @param standard the number that compose publishes or, if it publishes none, one that conflicts with no other
 * @param page for the start page
 */
public record Port(String name, int standard, Optional<Page> page) {

    /**
     * What a browser finds at a port.
     *
     * @param path below the port's address
     * @param question that it answers
     * @param isForPeople false for an address of a program's
     */
    public record Page(String name, String path, String question, boolean isForPeople) {}

    public Port(String name, int standard) {
        this(name, standard, Optional.empty());
    }

    /** Every port that is not a service's. */
    public static final List<Port> BACKENDS = new ArrayList<>();

    public static final Port PERSES = backend(
            "Perses",
            3000,
            new Page("Perses", "/projects/" + Converter.PROJECT, "Is the shop well? The dashboards.", true));
    public static final Port ZIPKIN = backend(
            "Zipkin",
            9411,
            new Page(
                    "Zipkin",
                    "/zipkin/",
                    "Where did the time of a request go? Who calls whom? It has what arrived since it was started.",
                    true));
    public static final Port START_PAGE = backend("the start page", 3080);
    public static final Port EXTERNAL = backend("external", 18080);
    public static final Port POSTGRES = backend("Postgres", 15432);
    public static final Port POSTGRES_EXPORTER = backend("Postgres' exporter", 19187);
    public static final Port COLLECTOR_OTLP_GRPC = backend("the collector's OTLP over gRPC", 4317);
    public static final Port COLLECTOR_OTLP_HTTP = backend("the collector's OTLP over HTTP", 4318);
    public static final Port COLLECTOR_HEALTH = backend("the collector's health", 13133);
    public static final Port COLLECTOR_METRICS = backend("the collector's own metrics", 8888);
    public static final Port COLLECTOR_PROMETHEUS = backend("the collector's span metrics", 8889);
    public static final Port COLLECTOR_ZPAGES = backend(
            "the collector's zPages",
            55679,
            new Page("Collector", "/debug/servicez", "Which pipelines does the collector run?", true));
    public static final Port JAEGER_QUERY = backend(
            "Jaeger's queries",
            16686,
            new Page("Jaeger", "/api/services", "The store of traces: whose are there?", false));
    public static final Port JAEGER_GRPC_QUERY = backend("Jaeger's queries over gRPC", 16685);
    public static final Port JAEGER_OTLP = backend("Jaeger's OTLP", 14317);
    public static final Port JAEGER_HEALTH = backend("Jaeger's health", 14133);
    public static final Port JAEGER_METRICS = backend("Jaeger's own metrics", 14888);
    public static final Port PROMETHEUS = backend(
            "Prometheus",
            9090,
            new Page("Prometheus", "/query", "What does a metric say? Which targets and rules are there?", true));
    public static final Port ALERTMANAGER = backend(
            "Alertmanager", 9093, new Page("Alertmanager", "/", "Which alerts fire, and which are silenced?", true));
    public static final Port ALERTMANAGER_OWN = backend("Alertmanager behind the guard", 19093);
    public static final Port NOTIFICATIONS = backend("notifications", 19095);
    public static final Port LOKI = backend(
            "Loki",
            3100,
            new Page("Loki", "/loki/api/v1/label/container/values", "The store of lines: whose are there?", false));
    public static final Port LOKI_OWN = backend("Loki behind the guard", 13101);
    public static final Port LOKI_GRPC = backend("Loki over gRPC", 13100);
    public static final Port LOG_AGENT_HEALTH = backend("the log agent's health", 15133);
    public static final Port LOG_AGENT_METRICS = backend("the log agent's own metrics", 15888);

    private static Port backend(String name, int standard) {
        return backend(new Port(name, standard));
    }

    private static Port backend(String name, int standard, Page page) {
        return backend(new Port(name, standard, Optional.of(page)));
    }

    private static Port backend(Port port) {
        BACKENDS.add(port);
        return port;
    }
}
