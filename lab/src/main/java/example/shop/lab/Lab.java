package example.shop.lab;

import example.shop.lab.Settings.Port;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The lab's commands: up, demo, status, down. */
public final class Lab {

    private final Settings settings;
    private final Progress progress = new Progress(System.out);
    private final Processes processes;
    private final Postgres postgres;
    private final ServicesBuild build;

    private Lab(Settings settings) {
        this.settings = settings;
        this.processes = new Processes(settings.home());
        this.postgres = new Postgres(settings, new Secrets(settings.home()));
        this.build = new ServicesBuild(settings);
    }

    /** Exit code 0: done; 1: could not be done, and the reason was printed; 2: no such command. */
    public static void main(String[] arguments) {
        String command = arguments.length == 1 ? arguments[0] : "";
        try {
            Lab lab = new Lab(Settings.from(Settings.findProject(Path.of("")), System.getenv()));
            switch (command) {
                case "up" -> lab.alone(lab::up);
                case "down" -> lab.alone(lab::down);
                case "status" -> lab.status();
                case "demo" -> new Demo(lab.settings, lab.progress).run();
                default -> {
                    System.err.println("usage: lab up | demo | status | down");
                    System.exit(2);
                }
            }
        } catch (LabException e) {
            System.out.flush();
            System.err.println("\n" + e.getMessage());
            System.exit(1);
        }
    }

    private void up() {
        Topology topology = topology();
        List<Component> all = topology.all();
        if (all.stream()
                .allMatch(component -> processes.running(component.name()).isPresent() && Status.isReady(component))) {
            progress.say("Everything runs already. 'make status' shows it, 'make down' stops it.");
            return;
        }
        List<GoTool> tools = List.of(GoTool.jaeger(settings), GoTool.collector(settings));
        boolean compile = tools.stream().anyMatch(tool -> !tool.isBuilt(settings));
        progress.step("preflight", () -> new Preflight(settings, processes).check(all, compile));
        if (ServicesBuild.SERVICES.stream()
                .allMatch(service -> processes.running(service).isEmpty())) {
            progress.step("build services", () -> build.run(progress));
        } else if (!build.isUpToDate()) {
            progress.say("Services run from an older build; 'make down' and 'make up' bring the new one.");
        }
        progress.step("prepare postgres", postgres::prepare);
        for (Component component : topology.shop()) {
            start(component);
            if (component.name().equals("postgres")) {
                progress.step("create databases", postgres::createDatabases);
            }
        }
        progress.say("The services answer: " + settings.url(Port.GATEWAY) + "/api/products/1");
        tools.forEach(tool -> progress.step("build " + tool.name(), () -> tool.build(settings, progress)));
        topology.backends().forEach(this::start);
        // Minutes may have passed since the services were ready.
        for (Component component : all) {
            processes.died(component).ifPresent(report -> {
                throw new LabException(report);
            });
        }
        new Demo(settings, progress).run();
        progress.say("\nTraces: " + settings.url(Port.JAEGER_QUERY) + "   next: make demo, make status, make down");
    }

    private void start(Component component) {
        progress.step("start " + component.name(), () -> {
            if (processes.running(component.name()).isPresent()) {
                processes.awaitReady(component);
                return "runs already";
            }
            processes.start(component);
            return "ready";
        });
    }

    private void down() {
        for (String component : Topology.STOP_ORDER) {
            progress.step("stop " + component, () -> processes.stop(component));
        }
        progress.say("Data and traces stay in " + settings.home().resolve("data") + "; delete it to begin anew.");
    }

    private void status() {
        progress.say(new Status(settings, processes).table(topology().all()).stripTrailing());
    }

    private Topology topology() {
        return new Topology(settings, postgres, build);
    }

    /** Two commands that start and stop the same processes must not run at once. */
    private void alone(Runnable command) {
        Path file = settings.home().resolve("lock");
        try {
            Files.createDirectories(settings.home());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                if (lock == null) {
                    throw new LabException("Another 'make up' or 'make down' is at work in " + settings.home()
                            + ". Wait for it, or end it.");
                }
                command.run();
            }
        } catch (IOException e) {
            throw new LabException("The lab's folder " + settings.home() + " cannot be used", e);
        }
    }
}
