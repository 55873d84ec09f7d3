package example.shop.lab;

import example.shop.lab.Settings.Port;
import example.shop.lab.build.ServiceRuntime;
import example.shop.lab.build.ServicesBuild;
import example.shop.lab.command.BuildCommands;
import example.shop.lab.command.Demo;
import example.shop.lab.command.Monitoring;
import example.shop.lab.command.Startup;
import example.shop.lab.command.Status;
import example.shop.lab.command.TraceReport;
import example.shop.lab.component.AlertingConfiguration;
import example.shop.lab.component.Postgres;
import example.shop.lab.component.Topology;
import example.shop.lab.export.Export;
import example.shop.lab.process.Exclusive;
import example.shop.lab.process.Processes;
import example.shop.signals.FatalException;
import example.shop.signals.ProjectFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lab's commands: up, start, demo, trace, export, status, down, tool, build, artefact. */
public final class Lab {

    private final Settings settings;
    private final Progress progress = new Progress(System.out);
    private final Processes processes;
    private final Postgres postgres;
    private final OffsetRecord offset;
    private final ServicesBuild build;

    private Lab(Settings settings, ServiceRuntime runtime) {
        this.settings = settings;
        this.processes = new Processes(settings.home());
        this.postgres = new Postgres(settings);
        this.offset = new OffsetRecord(settings);
        this.build = ServicesBuild.of(runtime, settings);
    }

    /** Exit code 0: success; 1: failure, with the reason on standard error; 2: unknown command. */
    public static void main(String[] arguments) {
        String command = arguments.length == 0 ? "" : arguments[0];
        String argument = arguments.length < 2 ? "" : arguments[1];
        try {
            Lab lab = new Lab(
                    Settings.from(ProjectFolder.around(Path.of("")), System.getenv()),
                    ServiceRuntime.from(System.getenv()));
            switch (command) {
                case "up" -> lab.alone(lab::up);
                case "start" -> lab.alone(lab::start);
                case "down" -> lab.alone(lab::down);
                case "status" -> lab.status();
                case "demo" -> lab.demo();
                case "trace" -> new TraceReport(lab.settings, lab.progress).print(argument);
                case "export" -> new Export(lab.settings, lab.progress).run(argument);
                case "tool" -> lab.making().tool(argument);
                case "build" -> lab.making().services(List.of(arguments).subList(1, arguments.length));
                case "artefact" -> lab.making().artefact(argument);
                default -> {
                    System.err.println(
                            "usage: lab up | start | demo | trace <id> | export [folder] | status | down | tool <name> | build <service>… | artefact <service>");
                    System.exit(2);
                }
            }
        } catch (FatalException e) {
            System.out.flush();
            System.err.println("\n" + e.getMessage());
            System.exit(1);
        }
    }

    private BuildCommands making() {
        return new BuildCommands(settings, build);
    }

    private void up() {
        Startup startup = new Startup(settings, processes, progress, topology(), postgres, build);
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
                + "/api/traces/<id>   next: make demo, make status, make down");
    }

    /** Starts the components that do not run, and sends no request. */
    private void start() {
        offset.remember();
        new Startup(settings, processes, progress, topology(), postgres, build).run();
    }

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
        for (String component : Topology.STOP_ORDER) {
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

    private void status() {
        progress.say(new Status(settings, processes).table(topology().all()).stripTrailing());
        if (processes.running("prometheus").isPresent()) {
            progress.say(monitoring().describe());
        }
    }

    /** The components at the ports of this call, which must be the ports of the running lab. */
    private Topology topology() {
        if (Topology.STOP_ORDER.stream()
                .anyMatch(name -> processes.running(name).isPresent())) {
            offset.requireSame();
        }
        return new Topology(settings, postgres, build);
    }

    /** Two commands that start and stop the same processes must not run at once. */
    private void alone(Runnable command) {
        new Exclusive(settings.home().resolve("lock"))
                .run(
                        "Another 'make up' or 'make down' runs in " + settings.home() + ". Wait for it, or stop it.",
                        command);
    }
}
