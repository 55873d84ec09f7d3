package example.shop.lab.component;

import example.shop.lab.Port;
import example.shop.lab.Settings;
import example.shop.lab.build.GoTools;
import java.util.List;
import java.util.Map;

/** The processes that collect and store the output of all others. */
public final class LogComponents {

    private final Settings settings;

    public LogComponents(Settings settings) {
        this.settings = settings;
    }

    public Component loki() {
        GuardComponent guard = new GuardComponent(settings);
        return new Component(
                settings,
                "loki",
                List.of(
                        GoTools.LOKI.binary(settings).toString(),
                        "-config.file=" + settings.infra("loki/loki.yaml"),
                        "-config.expand-env=true"),
                Map.of(
                        "LOKI_HOST", "127.0.0.1",
                        "LOKI_PORT", Integer.toString(settings.port(Port.LOKI_OWN)),
                        "LOKI_PATH_PREFIX", guard.path() + "/",
                        "LOKI_GRPC_PORT", Integer.toString(settings.port(Port.LOKI_GRPC)),
                        "LOKI_STORAGE", settings.data("loki").toString()),
                List.of(Port.LOKI_OWN, Port.LOKI_GRPC),
                Component.Ready.http(guard.loki() + "/ready"));
    }

    /** A second process of the collector's binary, with its own configuration. */
    public Component agent() {
        return new Component(
                settings,
                "log-agent",
                TraceComponents.collectorCommand(
                        settings,
                        "log-agent/log-agent.yaml",
                        "stanza.synchronousLogEmitter,ottl.functions.enableLambda"),
                Map.of(
                        "COLLECTOR_HOST",
                        "127.0.0.1",
                        "COLLECTOR_HEALTH_PORT",
                        Integer.toString(settings.port(Port.LOG_AGENT_HEALTH)),
                        "COLLECTOR_METRICS_PORT",
                        Integer.toString(settings.port(Port.LOG_AGENT_METRICS)),
                        "COLLECTOR_STORAGE",
                        settings.data("log-agent").toString(),
                        "LOG_FILES",
                        settings.log("*").toString() + "*",
                        "LOKI_OTLP_ENDPOINT",
                        new GuardComponent(settings).loki() + "/otlp"),
                List.of(Port.LOG_AGENT_HEALTH, Port.LOG_AGENT_METRICS),
                Component.Ready.http(settings.url(Port.LOG_AGENT_HEALTH) + "/"));
    }
}
