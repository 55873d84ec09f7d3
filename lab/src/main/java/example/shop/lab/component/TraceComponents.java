package example.shop.lab.component;

import example.shop.lab.Port;
import example.shop.lab.Settings;
import example.shop.lab.build.GoTools;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The processes that receive and store traces. */
public final class TraceComponents {

    private static final String OTTL_LAMBDAS = "ottl.functions.enableLambda";

    private final Settings settings;

    public TraceComponents(Settings settings) {
        this.settings = settings;
    }

    Component jaeger() {
        return new Component(
                settings,
                "jaeger",
                List.of(GoTools.JAEGER.binary(settings).toString(), "--config=" + settings.infra("jaeger/jaeger.yaml")),
                Map.of(
                        "JAEGER_HOST", "127.0.0.1",
                        "JAEGER_QUERY_PORT", Integer.toString(settings.port(Port.JAEGER_QUERY)),
                        "JAEGER_GRPC_QUERY_PORT", Integer.toString(settings.port(Port.JAEGER_GRPC_QUERY)),
                        "JAEGER_OTLP_PORT", Integer.toString(settings.port(Port.JAEGER_OTLP)),
                        "JAEGER_HEALTH_PORT", Integer.toString(settings.port(Port.JAEGER_HEALTH)),
                        "JAEGER_METRICS_PORT", Integer.toString(settings.port(Port.JAEGER_METRICS)),
                        "JAEGER_STORAGE", settings.data("jaeger").toString()),
                List.of(
                        Port.JAEGER_QUERY,
                        Port.JAEGER_GRPC_QUERY,
                        Port.JAEGER_OTLP,
                        Port.JAEGER_HEALTH,
                        Port.JAEGER_METRICS),
                Component.Ready.http(settings.url(Port.JAEGER_HEALTH) + "/status"));
    }

    /** The collector, which sends its spans to Jaeger alone. */
    public Component collector() {
        return collector(collectorCommand(settings, "collector/collector.yaml", OTTL_LAMBDAS));
    }

    /** The collector while Zipkin runs: it sends its spans there too. */
    public Component collectorWithZipkin() {
        List<String> command = new ArrayList<>(collectorCommand(settings, "collector/collector.yaml", OTTL_LAMBDAS));
        command.add("--config=" + settings.infra("zipkin/zipkin.yaml"));
        return collector(command);
    }

    private Component collector(List<String> command) {
        Map<String, String> environment = EnvironmentFile.read(settings.infra("apps/apps.env"), System.getenv());
        environment.putAll(Map.of(
                "COLLECTOR_HOST", "127.0.0.1",
                "COLLECTOR_OTLP_GRPC_PORT", Integer.toString(settings.port(Port.COLLECTOR_OTLP_GRPC)),
                "COLLECTOR_OTLP_HTTP_PORT", Integer.toString(settings.port(Port.COLLECTOR_OTLP_HTTP)),
                "COLLECTOR_HEALTH_PORT", Integer.toString(settings.port(Port.COLLECTOR_HEALTH)),
                "COLLECTOR_METRICS_PORT", Integer.toString(settings.port(Port.COLLECTOR_METRICS)),
                "COLLECTOR_PROMETHEUS_PORT", Integer.toString(settings.port(Port.COLLECTOR_PROMETHEUS)),
                "COLLECTOR_ZPAGES_PORT", Integer.toString(settings.port(Port.COLLECTOR_ZPAGES)),
                "COLLECTOR_STORAGE", settings.data("collector").toString(),
                "JAEGER_OTLP_ENDPOINT", settings.address(Port.JAEGER_OTLP),
                "LOKI_OTLP_ENDPOINT", new GuardComponent(settings).loki() + "/otlp"));
        // As in infra/collector/compose.yaml.
        environment.put("GOGC", "400");
        environment.put("GOMEMLIMIT", "376MiB");
        environment.put("PROMETHEUS_OTLP_ENDPOINT", settings.url(Port.PROMETHEUS) + "/api/v1/otlp");
        environment.put("ZIPKIN_ENDPOINT", settings.url(Port.ZIPKIN) + "/api/v2/spans");
        return new Component(
                settings,
                "otel-collector",
                command,
                environment,
                List.of(
                        Port.COLLECTOR_OTLP_GRPC,
                        Port.COLLECTOR_OTLP_HTTP,
                        Port.COLLECTOR_HEALTH,
                        Port.COLLECTOR_METRICS,
                        Port.COLLECTOR_PROMETHEUS,
                        Port.COLLECTOR_ZPAGES),
                Component.Ready.http(settings.url(Port.COLLECTOR_HEALTH) + "/"));
    }

    /** The collector's binary with a configuration of its own, and what the collector and the log agent share. */
    static List<String> collectorCommand(Settings settings, String configuration, String featureGates) {
        return List.of(
                GoTools.COLLECTOR.binary(settings).toString(),
                "--config=" + settings.infra(configuration),
                "--config=" + settings.infra("collector/redaction.yaml"),
                "--config=" + settings.infra("collector/lines.yaml"),
                "--feature-gates=" + featureGates);
    }
}
