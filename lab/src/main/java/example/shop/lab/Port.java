package example.shop.lab;

import java.util.List;

/**
 * An endpoint of the lab.
 *
 * @param name for messages
 * @param standard the number that compose publishes or, if it publishes none, one that conflicts with no other
 */
public record Port(String name, int standard) {

    public static final Port EXTERNAL = new Port("external", 18080);
    public static final Port POSTGRES = new Port("Postgres", 15432);
    public static final Port POSTGRES_EXPORTER = new Port("Postgres' exporter", 19187);
    public static final Port COLLECTOR_OTLP_GRPC = new Port("the collector's OTLP over gRPC", 4317);
    public static final Port COLLECTOR_OTLP_HTTP = new Port("the collector's OTLP over HTTP", 4318);
    public static final Port COLLECTOR_HEALTH = new Port("the collector's health", 13133);
    public static final Port COLLECTOR_METRICS = new Port("the collector's own metrics", 8888);
    public static final Port COLLECTOR_PROMETHEUS = new Port("the collector's span metrics", 8889);
    public static final Port COLLECTOR_ZPAGES = new Port("the collector's zPages", 55679);
    public static final Port JAEGER_QUERY = new Port("Jaeger's queries", 16686);
    public static final Port JAEGER_GRPC_QUERY = new Port("Jaeger's queries over gRPC", 16685);
    public static final Port JAEGER_OTLP = new Port("Jaeger's OTLP", 14317);
    public static final Port JAEGER_HEALTH = new Port("Jaeger's health", 14133);
    public static final Port JAEGER_METRICS = new Port("Jaeger's own metrics", 14888);
    public static final Port PROMETHEUS = new Port("Prometheus", 9090);
    public static final Port ALERTMANAGER = new Port("Alertmanager", 9093);
    public static final Port ALERTMANAGER_OWN = new Port("Alertmanager behind the guard", 19093);
    public static final Port NOTIFICATIONS = new Port("notifications", 19095);
    public static final Port LOKI = new Port("Loki", 3100);
    public static final Port LOKI_OWN = new Port("Loki behind the guard", 13101);
    public static final Port LOKI_GRPC = new Port("Loki over gRPC", 13100);
    public static final Port LOG_AGENT_HEALTH = new Port("the log agent's health", 15133);
    public static final Port LOG_AGENT_METRICS = new Port("the log agent's own metrics", 15888);

    /** Every port that is not a service's. */
    static final List<Port> BACKENDS = List.of(
            EXTERNAL,
            POSTGRES,
            POSTGRES_EXPORTER,
            COLLECTOR_OTLP_GRPC,
            COLLECTOR_OTLP_HTTP,
            COLLECTOR_HEALTH,
            COLLECTOR_METRICS,
            COLLECTOR_PROMETHEUS,
            COLLECTOR_ZPAGES,
            JAEGER_QUERY,
            JAEGER_GRPC_QUERY,
            JAEGER_OTLP,
            JAEGER_HEALTH,
            JAEGER_METRICS,
            PROMETHEUS,
            ALERTMANAGER,
            ALERTMANAGER_OWN,
            NOTIFICATIONS,
            LOKI,
            LOKI_OWN,
            LOKI_GRPC,
            LOG_AGENT_HEALTH,
            LOG_AGENT_METRICS);
}
