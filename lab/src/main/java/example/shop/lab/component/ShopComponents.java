package example.shop.lab.component;

import example.shop.lab.Settings;
import example.shop.lab.Settings.Port;
import example.shop.lab.build.ServicesBuild;
import example.shop.lab.process.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The processes that answer the shop's requests: the services and the external service that users calls. */
final class ShopComponents {

    private static final Duration START = Duration.ofSeconds(90);

    private final Settings settings;
    private final Postgres postgres;
    private final ServicesBuild build;

    ShopComponents(Settings settings, Postgres postgres, ServicesBuild build) {
        this.settings = settings;
        this.postgres = postgres;
        this.build = build;
    }

    Component external() {
        return new Component(
                "external",
                List.of(
                        Command.java(),
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
                START,
                settings.log("external"),
                "TERM");
    }

    Component users() {
        return service("users", Port.USERS, Port.USERS_MANAGEMENT, Map.of("EXTERNAL_URL", settings.url(Port.EXTERNAL)));
    }

    Component products() {
        return service(
                "products", Port.PRODUCTS, Port.PRODUCTS_MANAGEMENT, Map.of("USERS_URL", settings.url(Port.USERS)));
    }

    Component gateway() {
        return service(
                "gateway",
                Port.GATEWAY,
                Port.GATEWAY_MANAGEMENT,
                Map.of("USERS_URL", settings.url(Port.USERS), "PRODUCTS_URL", settings.url(Port.PRODUCTS)));
    }

    private Component service(String name, Port port, Port management, Map<String, String> peers) {
        Map<String, String> environment = EnvironmentFile.read(settings.infra("apps/apps.env"), System.getenv());
        environment.putAll(peers);
        environment.put("SERVICE_HOST", "127.0.0.1");
        environment.put("SERVICE_PORT", Integer.toString(settings.port(port)));
        environment.put("MANAGEMENT_HOST", "127.0.0.1");
        environment.put("MANAGEMENT_PORT", Integer.toString(settings.port(management)));
        environment.put(
                "TRUSTED_TOKEN_FILE", Secrets.trustedToken(settings.project()).toString());
        environment.put("DB_HOST", "127.0.0.1");
        environment.put("DB_PORT", Integer.toString(settings.port(Port.POSTGRES)));
        environment.put("DB_PASSWORD", postgres.password(name));
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", settings.url(Port.COLLECTOR_OTLP_HTTP));
        return new Component(
                name,
                build.command(name),
                environment,
                List.of(port, management),
                Component.Ready.http(settings.url(management) + "/health/ready"),
                START,
                settings.log(name),
                "TERM");
    }
}
