package example.shop.lab.command;

import example.shop.lab.Progress;
import example.shop.lab.Settings;
import example.shop.lab.build.GoTools;
import example.shop.lab.build.ServicesBuild;
import example.shop.lab.component.Component;
import example.shop.lab.component.Postgres;
import example.shop.lab.component.Topology;
import example.shop.lab.process.Processes;
import example.shop.signals.FatalException;
import java.util.ArrayList;
import java.util.List;

/** Starts every component that does not run yet, in an order with as little waiting as possible. */
public final class Startup {

    /** Printed if a running service differs from the one that this call would start. */
    public static final String OTHER_BUILD =
            "Services run from another build or on another runtime than requested. Run 'make down', then 'make up'.";

    private final Settings settings;
    private final Processes processes;
    private final Progress progress;
    private final Postgres postgres;
    private final ServicesBuild build;
    private final Topology topology;

    public Startup(
            Settings settings,
            Processes processes,
            Progress progress,
            Topology topology,
            Postgres postgres,
            ServicesBuild build) {
        this.settings = settings;
        this.processes = processes;
        this.progress = progress;
        this.postgres = postgres;
        this.build = build;
        this.topology = topology;
    }

    /** True if every component runs and is ready. */
    public boolean isDone() {
        return topology.all().stream()
                .allMatch(component -> processes.running(component.name()).isPresent()
                        && component.whyNotReady().isEmpty());
    }

    /** True if a running service differs from the one that this call would start. */
    public boolean runsOtherwise() {
        return topology.services().stream().anyMatch(processes::runsOtherwise);
    }

    public void run() {
        boolean compile = GoTools.TO_RUN.stream().anyMatch(tool -> !tool.isBuilt(settings));
        progress.step("preflight", () -> new Preflight(settings, processes).check(topology.all(), compile));
        buildServices();
        List<String> failures = new ArrayList<>();
        if (!compile) {
            // Prometheus needs up to a minute to evaluate every rule once; it may begin while the rest starts.
            startBackends(failures);
        }
        progress.step("prepare postgres", postgres::prepare);
        Component server = topology.stores().getFirst();
        start(server);
        progress.step("create databases", postgres::createDatabases);
        topology.stores().stream().skip(1).forEach(this::start);
        startServices();
        if (compile) {
            // Compiling takes minutes; the shop runs without its backends meanwhile.
            GoTools.TO_RUN.forEach(tool -> progress.step("build " + tool.name(), () -> tool.build(settings, progress)));
            startBackends(failures);
        }
        if (!failures.isEmpty()) {
            throw new FatalException(String.join("\n", failures));
        }
        String dead = processes.reportOnDead(topology.all());
        if (!dead.isEmpty()) {
            throw new FatalException(dead);
        }
    }

    private void buildServices() {
        if (settings.serviceNames().stream()
                .allMatch(service -> processes.running(service).isEmpty())) {
            progress.step("build services", () -> build.run(settings.serviceNames(), progress));
            build.install();
        } else if (!build.isUpToDate() || runsOtherwise()) {
            progress.say(OTHER_BUILD);
        }
    }

    /** The shop runs without its backends: a failure to start one is reported at the end. */
    private void startBackends(List<String> failures) {
        for (Component backend : topology.backends()) {
            try {
                start(backend);
            } catch (FatalException failure) {
                progress.say(backend.name() + " did not start; the shop continues without it, see below.");
                failures.add(failure.getMessage());
            }
        }
    }

    private void startServices() {
        topology.services().forEach(this::start);
        progress.say("The services answer: "
                + settings.url(settings.service("gateway").port()) + "/api/products/1");
    }

    private void start(Component component) {
        progress.step("start " + component.name(), () -> {
            if (processes.running(component.name()).isPresent()) {
                processes.awaitReady(component);
                return "runs already";
            }
            new Preflight(settings, processes).checkPorts(component);
            processes.start(component);
            return "ready";
        });
    }
}
