package example.shop.lab;

import example.shop.lab.Settings.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every process of the lab and the addresses under which they find each other. What they do is in {@code infra/}; here is
 * only what differs from compose: loopback, ports, folders.
 */
final class Topology {

    private static final Duration SERVICE_START = Duration.ofSeconds(90);
    private static final Duration BACKEND_START = Duration.ofSeconds(60);

    private final Settings settings;
    private final Postgres postgres;
    private final ServicesBuild build;

    Topology(Settings settings, Postgres postgres, ServicesBuild build) {
        this.settings = settings;
        this.postgres = postgres;
        this.build = build;
    }

    /** What must run so that the services answer, in the order in which it is started. */
    List<Component> shop() {
        return List.of(
                postgres.component(),
                external(),
                service("users", Port.USERS, Map.of("EXTERNAL_URL", settings.url(Port.EXTERNAL))),
                service("products", Port.PRODUCTS, Map.of("USERS_URL", settings.url(Port.USERS))),
                service(
                        "gateway",
                        Port.GATEWAY,
                        Map.of("USERS_URL", settings.url(Port.USERS), "PRODUCTS_URL", settings.url(Port.PRODUCTS))));
    }

    /** What takes and keeps the telemetry, in the order in which it is started. */
    List<Component> backends() {
        return List.of(jaeger(), collector());
    }

    /** Everything, in the order in which it is stopped: first who sends telemetry, then who takes it. */
    List<Component> stopOrder() {
        List<Component> order = new ArrayList<>(shop().subList(2, shop().size()).reversed());
        order.addAll(backends().reversed());
        order.addAll(shop().subList(0, 2).reversed());
        return order;
    }

    private Component external() {
        return new Component(
                "external",
                List.of(
                        java(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-m",
                        "jdk.httpserver",
                        "-b",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(settings.port(Port.EXTERNAL)),
                        "-d",
                        settings.infra("external/www").toString()),
                Map.of(),
                List.of(Port.EXTERNAL),
                Component.Ready.http(settings.url(Port.EXTERNAL) + "/entitlements.json"),
                BACKEND_START,
                settings.log("external"),
                "TERM");
    }

    private Component service(String name, Port port, Map<String, String> peers) {
        Map<String, String> environment = new HashMap<>(sharedEnvironment());
        environment.putAll(peers);
        environment.put("SERVICE_HOST", "127.0.0.1");
        environment.put("SERVICE_PORT", Integer.toString(settings.port(port)));
        environment.put("DB_HOST", "127.0.0.1");
        environment.put("DB_PORT", Integer.toString(settings.port(Port.POSTGRES)));
        environment.put("DB_PASSWORD", postgres.password(name));
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", settings.url(Port.COLLECTOR_OTLP_HTTP));
        return new Component(
                name,
                List.of(
                        java(),
                        "@" + settings.infra("apps/jvm.options"),
                        "-jar",
                        build.jar(name).toString()),
                environment,
                List.of(port),
                Component.Ready.http(settings.url(port) + "/health/ready"),
                SERVICE_START,
                settings.log(name),
                "TERM");
    }

    private Component jaeger() {
        return new Component(
                "jaeger",
                List.of(
                        GoTool.jaeger(settings).binary(settings).toString(),
                        "--config=" + settings.infra("jaeger/jaeger.yaml")),
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
                Component.Ready.http(settings.url(Port.JAEGER_HEALTH) + "/status"),
                BACKEND_START,
                settings.log("jaeger"),
                "TERM");
    }

    private Component collector() {
        Map<String, String> environment = new HashMap<>(sharedEnvironment());
        environment.putAll(Map.of(
                "COLLECTOR_HOST", "127.0.0.1",
                "COLLECTOR_OTLP_GRPC_PORT", Integer.toString(settings.port(Port.COLLECTOR_OTLP_GRPC)),
                "COLLECTOR_OTLP_HTTP_PORT", Integer.toString(settings.port(Port.COLLECTOR_OTLP_HTTP)),
                "COLLECTOR_HEALTH_PORT", Integer.toString(settings.port(Port.COLLECTOR_HEALTH)),
                "COLLECTOR_METRICS_PORT", Integer.toString(settings.port(Port.COLLECTOR_METRICS)),
                "COLLECTOR_ZPAGES_PORT", Integer.toString(settings.port(Port.COLLECTOR_ZPAGES)),
                "COLLECTOR_STORAGE", settings.data("collector").toString(),
                "JAEGER_OTLP_ENDPOINT", settings.address(Port.JAEGER_OTLP)));
        return new Component(
                "otel-collector",
                List.of(
                        GoTool.collector(settings).binary(settings).toString(),
                        "--config=" + settings.infra("collector/collector.yaml")),
                environment,
                List.of(
                        Port.COLLECTOR_OTLP_GRPC,
                        Port.COLLECTOR_OTLP_HTTP,
                        Port.COLLECTOR_HEALTH,
                        Port.COLLECTOR_METRICS,
                        Port.COLLECTOR_ZPAGES),
                Component.Ready.http(settings.url(Port.COLLECTOR_HEALTH) + "/"),
                BACKEND_START,
                settings.log("otel-collector"),
                "TERM");
    }

    /** What infra/apps/apps.env says, as compose reads it: NAME=value lines, # for comments. */
    private Map<String, String> sharedEnvironment() {
        Path file = settings.infra("apps/apps.env");
        Map<String, String> environment = new HashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (!line.startsWith("#") && equals > 0) {
                    environment.put(
                            line.substring(0, equals).strip(),
                            line.substring(equals + 1).strip());
                }
            }
            return environment;
        } catch (IOException e) {
            throw new LabException(file + " cannot be read", e);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
