package example.shop.lab.component;

import example.shop.lab.Port;
import example.shop.lab.ServiceDeclaration;
import example.shop.lab.Settings;
import example.shop.lab.build.ServicesBuild;
import example.shop.signals.FatalException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The processes that answer the shop's requests: the services and the external service that users calls. */
final class ShopComponents {

    private static final Pattern URL = Pattern.compile("http://([a-z][a-z0-9-]*)(:\\d+)?(/.*|)");
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
                settings,
                "external",
                FileServer.command(settings, Port.EXTERNAL, settings.infra("external/www")),
                Map.of(),
                List.of(Port.EXTERNAL),
                Component.Ready.http(settings.url(Port.EXTERNAL) + "/entitlements.json"));
    }

    List<Component> services() {
        return settings.services().stream().map(this::service).toList();
    }

    private Component service(ServiceDeclaration service) {
        String name = service.name();
        Map<String, String> environment = EnvironmentFile.read(settings.infra("apps/apps.env"), System.getenv());
        service.environment().forEach((variable, value) -> environment.put(variable, address(value)));
        environment.put("SERVICE_HOST", "127.0.0.1");
        environment.put("SERVICE_PORT", Integer.toString(settings.port(service.port())));
        environment.put("MANAGEMENT_HOST", "127.0.0.1");
        environment.put("MANAGEMENT_PORT", Integer.toString(settings.port(service.management())));
        environment.put(
                "TRUSTED_TOKEN_FILE", Secrets.trustedToken(settings.project()).toString());
        environment.put("DB_HOST", "127.0.0.1");
        environment.put("DB_PORT", Integer.toString(settings.port(Port.POSTGRES)));
        environment.put("DB_PASSWORD", postgres.password(name));
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", settings.url(Port.COLLECTOR_OTLP_HTTP));
        return new Component(
                settings,
                name,
                build.command(name),
                environment,
                List.of(service.port(), service.management()),
                Component.Ready.http(settings.url(service.management()) + "/health/ready"));
    }

    /**
     * {@code value} with the host of a component, as in compose, replaced by its address in the lab.
     *
     * @throws FatalException if it names a port that the service does not have
     */
    private String address(String value) {
        Matcher url = URL.matcher(value);
        if (!url.matches()) {
            return value;
        }
        String host = url.group(1);
        if (host.equals("external")) {
            return settings.url(Port.EXTERNAL) + url.group(3);
        }
        if (!settings.serviceNames().contains(host)) {
            return value;
        }
        Port port = settings.service(host)
                .ports()
                .filter(known -> url.group(2) == null || url.group(2).equals(":" + known.standard()))
                .findFirst()
                .orElseThrow(() -> new FatalException(value + " names a port that " + host + " does not have."));
        return settings.url(port) + url.group(3);
    }
}
