package example.shop.lab;

import example.shop.lab.build.GoTool;
import example.shop.lab.build.GoTools;
import example.shop.lab.build.PageBuild;
import example.shop.lab.build.ServiceRuntime;
import example.shop.lab.build.ServicesBuild;
import example.shop.lab.command.Demo;
import example.shop.lab.command.Dev;
import example.shop.lab.command.Look;
import example.shop.lab.command.Monitoring;
import example.shop.lab.command.Startup;
import example.shop.lab.command.Status;
import example.shop.lab.command.TraceReport;
import example.shop.lab.component.AlertingConfiguration;
import example.shop.lab.component.Component;
import example.shop.lab.component.Postgres;
import example.shop.lab.component.Topology;
import example.shop.lab.process.Exclusive;
import example.shop.lab.process.Processes;
import example.shop.signals.FatalException;
import example.shop.signals.ProjectFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/** The lab's commands. Exit code 0: success; 1: failure, with the reason on standard error; 2: wrong use. */
@CommandLine.Command(name = "lab/lab", description = "Runs the whole system as plain processes; make calls it.")
public final class Lab {

    private final Settings settings;
    private final Progress progress = new Progress(System.out);
    /** Of commands whose standard output is a path alone. */
    private final Progress beside = new Progress(System.err);

    private final Processes processes;
    private final Postgres postgres;
    private final OffsetRecord offset;
    private final ServicesBuild build;

    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Shows this help.")
    private boolean help;

    private Lab(Settings settings, ServiceRuntime runtime) {
        this.settings = settings;
        this.processes = new Processes(settings.home());
        this.postgres = new Postgres(settings);
        this.offset = new OffsetRecord(settings);
        this.build = ServicesBuild.of(runtime, settings);
    }

    public static void main(String[] arguments) {
        try {
            Path project = ProjectFolder.around(Path.of(""));
            Settings settings = List.of(arguments).equals(List.of("down"))
                    ? Settings.withoutServices(project, System.getenv())
                    : Settings.from(project, System.getenv());
            Lab lab = new Lab(settings, ServiceRuntime.from(System.getenv()));
            System.exit(new CommandLine(lab)
                    .setExecutionExceptionHandler((failure, command, parsed) -> report(failure))
                    .execute(arguments));
        } catch (FatalException e) {
            System.exit(report(e));
        }
    }

    private static int report(Exception failure) throws RuntimeException {
        if (!(failure instanceof FatalException)) {
            throw new IllegalStateException(failure);
        }
        System.out.flush();
        System.err.println("\n" + failure.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }

    @CommandLine.Command(name = "up", description = "Starts everything, sends real requests, draws their traces.")
    private void upAlone() {
        alone(this::up);
    }

    @CommandLine.Command(name = "start", description = "Starts what does not run, and sends no request.")
    private void startAlone() {
        alone(this::start);
    }

    @CommandLine.Command(name = "down", description = "Stops what the lab started; data and traces stay.")
    private void downAlone() {
        alone(this::down);
    }

    @CommandLine.Command(
            name = "look",
            description = "Starts what does not run, and pages for a browser: dashboards, metrics, traces.")
    private void lookAlone() {
        alone(this::look);
    }

    @CommandLine.Command(description = "Runs a service of the lab in development mode, until Ctrl-C.")
    private void dev(@CommandLine.Parameters(paramLabel = "SERVICE") String service) {
        String name = settings.service(service).name();
        if (!startup().isDone()) {
            alone(this::start);
        }
        Component packaged = topology().services().stream()
                .filter(component -> component.name().equals(name))
                .findFirst()
                .orElseThrow();
        if (processes.runsOtherwise(packaged)) {
            throw new FatalException(
                    name + " runs in development mode already, or from another build. End 'make dev', or"
                            + " run 'make down', first.");
        }
        new Dev(settings, processes, progress, packaged, this::alone, this::inTurn).run();
    }

    @CommandLine.Command(description = "Prints everything about one trace.")
    private void trace(@CommandLine.Parameters(paramLabel = "ID") String id) {
        new TraceReport(settings, progress).print(id);
        if (processes.running("zipkin").isPresent()) {
            progress.say("\nIn a browser: " + settings.url(Port.ZIPKIN) + "/zipkin/traces/"
                    + id.strip().toLowerCase(Locale.ROOT));
        }
    }

    @CommandLine.Command(description = "Builds a tool, or a page of 'look', unless it exists, and prints its path.")
    private void tool(
            @CommandLine.Parameters(paramLabel = "NAME") String name,
            @CommandLine.Option(names = "--built", description = "Builds nothing; fails if it does not exist.")
                    boolean isBuilt) {
        for (PageBuild page : PageBuild.ALL) {
            if (page.name().equals(name)) {
                if (isBuilt && !page.isBuilt(settings)) {
                    throw new FatalException(name + " is not built.");
                }
                page.build(settings, beside);
                System.out.println(page.result(settings));
                return;
            }
        }
        GoTool tool = GoTools.named(name);
        if (isBuilt && !tool.isBuilt(settings)) {
            throw new FatalException(name + " is not built.");
        }
        tool.build(settings, beside);
        System.out.println(tool.binary(settings));
    }

    @CommandLine.Command(
            name = "build",
            description = "Builds services for RUNTIME, and leaves them where Maven's tests find them.")
    private void buildServices(@CommandLine.Parameters(paramLabel = "SERVICE", arity = "1..*") List<String> services) {
        for (String service : services) {
            make(service);
            build.leaveToMaven(service);
        }
    }

    @CommandLine.Command(description = "Builds a service for RUNTIME, unless it exists, and prints its path.")
    private void artefact(@CommandLine.Parameters(paramLabel = "SERVICE") String service) {
        make(service);
        System.out.println(build.artefact(service));
    }

    private void make(String service) {
        String name = settings.service(service).name();
        beside.step("build " + name, () -> build.run(List.of(name), beside));
    }

    private void up() {
        Startup startup = startup();
        if (startup.isDone()) {
            if (startup.runsOtherwise()) {
                progress.say(Startup.OTHER_BUILD);
            }
            progress.step("reload rules, receivers", () -> {
                new AlertingConfiguration(settings).renew();
                return "read from infra/ and alerts/";
            });
            progress.step("watch prometheus", () -> monitoring().awaitWhole(progress));
            progress.say(
                    "Everything runs already. 'make status' shows it, 'make down' stops it. To change a setting of the"
                            + " services, such as FAULTS_ENABLED, run 'make down' first.");
            return;
        }
        start();
        demo();
        progress.say("");
        progress.step("watch prometheus", () -> monitoring().awaitWhole(progress));
        progress.say("\nTraces: " + settings.url(Port.JAEGER_QUERY)
                + "/api/traces/<id>   next: make demo, make status, make down"
                + "\nDashboards, metrics and traces in a browser: make look");
    }

    private void look() {
        Look look = new Look(settings, processes, progress);
        look.check();
        if (startup().isDone()) {
            progress.say("The lab runs already.");
        } else {
            start();
        }
        look.run();
        // Zipkin has only what arrives from now on.
        demo();
        look.printAddresses();
    }

    /** Starts the components that do not run, and sends no request. */
    private void start() {
        offset.remember();
        startup().run();
    }

    private Startup startup() {
        return new Startup(settings, processes, progress, topology(), postgres, build);
    }

    @CommandLine.Command(description = "Sends requests through the gateway and draws their traces.")
    private void demo() {
        try {
            new Demo(settings, progress).run();
        } catch (FatalException failure) {
            String dead = processes.reportOnDead(topology().all());
            throw dead.isEmpty() ? failure : new FatalException(failure.getMessage() + "\n" + dead);
        }
    }

    private Monitoring monitoring() {
        return new Monitoring(settings.url(Port.PROMETHEUS));
    }

    private void down() {
        List<String> failures = new ArrayList<>();
        for (String component : Topology.stopOrder(processes)) {
            progress.step("stop " + component, () -> {
                try {
                    return processes.stop(component);
                } catch (FatalException failure) {
                    failures.add(failure.getMessage());
                    return "FAILED";
                }
            });
        }
        if (!failures.isEmpty()) {
            throw new FatalException(String.join("\n", failures));
        }
        progress.say("Data and traces stay in " + settings.home().resolve("data") + "; delete it to start over.");
    }

    @CommandLine.Command(description = "Shows every process: whether it is ready, since when, and its memory.")
    private void status() {
        List<Component> components = new ArrayList<>(topology().all());
        components.addAll(new Look(settings, processes, progress).shown());
        progress.say(new Status(settings, processes).table(components).stripTrailing());
        if (processes.running("prometheus").isPresent()) {
            progress.say(monitoring().describe());
        }
    }

    /** The components at the ports of this call, which must be the ports of the running lab. */
    private Topology topology() {
        if (Topology.stopOrder(processes).stream()
                .anyMatch(name -> processes.running(name).isPresent())) {
            offset.requireSame();
        }
        return new Topology(
                settings, postgres, build, processes.running("zipkin").isPresent());
    }

    /** Two commands that start and stop the same processes must not run at once. */
    private void alone(Runnable command) {
        lock().run(
                        "Another make up, look, dev or down runs in " + settings.home() + ". Wait for it, or stop it.",
                        command);
    }

    /** For what has to be done, after the command that runs now. */
    private void inTurn(Runnable command) {
        lock().await(() -> progress.say("Another make up, look, dev or down runs; waiting for it."), command);
    }

    private Exclusive lock() {
        return new Exclusive(settings.home().resolve("lock"));
    }
}
