package example.shop.lab;

import java.util.ArrayList;
import java.util.List;

/**
 * An endpoint of the lab.
 *
 * @param name for messages
 * @param standard the number that compose publishes or, if it publishes none, one that conflicts with no other
 */
public record Port(String name, int standard) {

    /** Every port that is not a service's. */
    static final List<Port> BACKENDS = new ArrayList<>();

    public static final Port EXTERNAL = backend("external", 18080);
    public static final Port POSTGRES = backend("Postgres", 15432);
    public static final Port POSTGRES_EXPORTER = backend("Postgres' exporter", 19187);
    public static final Port COLLECTOR_OTLP_GRPC = backend("the collector's OTLP over gRPC", 4317);
    public static final Port COLLECTOR_OTLP_HTTP = backend("the collector's OTLP over HTTP", 4318);
    public static final Port COLLECTOR_HEALTH = backend("the collector's health", 13133);
    public static final Port COLLECTOR_METRICS = backend("the collector's own metrics", 8888);
    public static final Port COLLECTOR_PROMETHEUS = backend("the collector's span metrics", 8889);
    public static final Port COLLECTOR_ZPAGES = backend("the collector's zPages", 55679);
    public static final Port JAEGER_QUERY = backend("Jaeger's queries", 16686);
    public static final Port JAEGER_GRPC_QUERY = backend("Jaeger's queries over gRPC", 16685);
    public static final Port JAEGER_OTLP = backend("Jaeger's OTLP", 14317);
    public static final Port JAEGER_HEALTH = backend("Jaeger's health", 14133);
    public static final Port JAEGER_METRICS = backend("Jaeger's own metrics", 14888);
    public static final Port PROMETHEUS = backend("Prometheus", 9090);
    public static final Port ALERTMANAGER = backend("Alertmanager", 9093);
    public static final Port ALERTMANAGER_OWN = backend("Alertmanager behind the guard", 19093);
    public static final Port NOTIFICATIONS = backend("notifications", 19095);
    public static final Port LOKI = backend("Loki", 3100);
    public static final Port LOKI_OWN = backend("Loki behind the guard", 13101);
    public static final Port LOKI_GRPC = backend("Loki over gRPC", 13100);
    public static final Port LOG_AGENT_HEALTH = backend("the log agent's health", 15133);
    public static final Port LOG_AGENT_METRICS = backend("the log agent's own metrics", 15888);

    private static Port backend(String name, int standard) {
        Port port = new Port(name, standard);
        BACKENDS.add(port);
        return port;
    }
}
