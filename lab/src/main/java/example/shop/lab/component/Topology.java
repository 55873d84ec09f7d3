package example.shop.lab.component;

import example.shop.lab.Settings;
import example.shop.lab.build.ServicesBuild;
import example.shop.lab.process.Processes;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every process of the lab, in order. Their configuration is in {@code infra/}; the lab adds only the differences from
 * compose: loopback, ports, folders.
 */
public final class Topology {

    private static final List<String> BACKENDS_IN_STOP_ORDER = List.of(
            "otel-collector",
            "zipkin",
            "perses",
            "start-page",
            "jaeger",
            "log-agent",
            "loki",
            "prometheus",
            "alertmanager",
            "guard",
            "notifications",
            "external",
            "postgres-exporter",
            "postgres");

    private final List<Component> stores;
    private final List<Component> services;
    private final List<Component> backends;

    /** @param hasZipkin whether Zipkin runs, to which the collector then sends spans */
    public Topology(Settings settings, Postgres postgres, ServicesBuild build, boolean hasZipkin) {
        ShopComponents shop = new ShopComponents(settings, postgres, build);
        TraceComponents traces = new TraceComponents(settings);
        LogComponents logs = new LogComponents(settings);
        AlertComponents alerts = new AlertComponents(settings);
        this.stores = List.of(postgres.component(), shop.external());
        this.services = shop.services();
        this.backends = List.of(
                alerts.notifications(),
                new GuardComponent(settings).component(),
                alerts.alertmanager(),
                alerts.prometheus(),
                postgres.exporter(),
                traces.jaeger(),
                hasZipkin ? traces.collectorWithZipkin() : traces.collector(),
                logs.loki(),
                logs.agent());
    }

    /**
     * Every name that a process may have: first the services, which send telemetry, then its receivers. From the records of
     * {@code processes}, because a stop must not depend on readable configuration.
     */
    public static List<String> stopOrder(Processes processes) {
        Stream<String> services = processes.recorded().stream().filter(name -> !BACKENDS_IN_STOP_ORDER.contains(name));
        return Stream.concat(services, BACKENDS_IN_STOP_ORDER.stream()).toList();
    }

    /** The dependencies of the services: Postgres, then the external service. */
    public List<Component> stores() {
        return stores;
    }

    public List<Component> services() {
        return services;
    }

    /** The backends that receive and store telemetry, in start order. */
    public List<Component> backends() {
        return backends;
    }

    /** Every component, in the order in which telemetry flows. */
    public List<Component> all() {
        return Stream.of(stores, services, backends).flatMap(List::stream).toList();
    }
}
