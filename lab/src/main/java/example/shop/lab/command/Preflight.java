package example.shop.lab.command;

import example.shop.lab.Port;
import example.shop.lab.Settings;
import example.shop.lab.build.GoTool;
import example.shop.lab.build.GoTools;
import example.shop.lab.component.Component;
import example.shop.lab.process.Command;
import example.shop.lab.process.PortOwner;
import example.shop.lab.process.Processes;
import example.shop.signals.FatalException;
import example.shop.signals.Poll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks every precondition before the lab starts anything, and reports all failures at once. */
final class Preflight {

    private static final int JDK = 25;
    private static final long RUN_MEMORY_MB = 1_500;
    private static final long BUILD_MEMORY_MB = 3_000;
    private static final long RUN_DISK_MB = 1_000;
    // Measured: 2.4 GB of modules, 3.4 GB of compiled packages.
    private static final long BUILD_DISK_MB = 8_000;
    private static final Pattern NODE = Pattern.compile("v(\\d{1,4})\\.(\\d{1,4})\\..*");
    // Measured: 0.6 GB of npm's packages, 0.5 GB of compiled packages and modules, with a margin.
    private static final long PAGES_DISK_MB = 3_000;

    private static final Duration PORTS_FREE_WITHIN = Duration.ofSeconds(60);

    private final Settings settings;
    private final Processes processes;
    private final List<String> problems = new ArrayList<>();

    Preflight(Settings settings, Processes processes) {
        this.settings = settings;
        this.processes = processes;
    }

    /**
     * Checks for the components that are not started yet.
     *
     * @return a short summary
     * @throws FatalException that lists each missing precondition and its remedy
     */
    String check(List<Component> components, boolean build) {
        String java = jdk();
        String go = build ? go() : "Go not needed, all is built";
        long memory = memory(build ? BUILD_MEMORY_MB : RUN_MEMORY_MB);
        disk(build ? BUILD_DISK_MB : RUN_DISK_MB);
        rootCanStepDown();
        components.forEach(this::portsAreFree);
        throwProblems();
        return String.join(", ", java, go, memory + " MB of memory free");
    }

    /**
     * Checks for the pages that are not started yet.
     *
     * @param build whether one of them is to be built
     * @throws FatalException that lists each missing precondition and its remedy
     */
    String checkPages(List<Component> pages, boolean build) {
        String node = build ? node() : "Node not needed, all is built";
        if (build) {
            go();
            memory(BUILD_MEMORY_MB);
            disk(PAGES_DISK_MB);
        }
        pages.forEach(this::portsAreFree);
        throwProblems();
        return node;
    }

    /** Checks the ports again, as they may have changed: a later answer at a port then comes from the component itself. */
    void checkPorts(Component component) {
        portsAreFree(component);
        throwProblems();
    }

    /**
     * Waits until the ports of a component that has just been stopped are free: its connections may close after it, and Maven
     * ends before the JVM that it has started.
     *
     * @throws FatalException that names the owner of a port that stays in use
     */
    void awaitPorts(Component component) {
        Poll.until(
                PORTS_FREE_WITHIN,
                () -> component.ports().stream().allMatch(port -> PortOwner.of(settings.port(port))
                                .isEmpty())
                        ? Optional.of(true)
                        : Optional.empty());
        checkPorts(component);
    }

    private void throwProblems() {
        if (!problems.isEmpty()) {
            throw new FatalException(
                    "Nothing more was started. Fix these first:\n  - " + String.join("\n  - ", problems));
        }
    }

    private void portsAreFree(Component component) {
        if (processes.running(component.name()).isEmpty()) {
            component.ports().forEach(port -> portIsFree(component.name(), port));
        }
    }

    private String jdk() {
        int version = Runtime.version().feature();
        if (version < JDK) {
            problems.add("JDK " + JDK + " is needed, this is " + version + ". Install one (for example Temurin " + JDK
                    + ") and set JAVA_HOME to it.");
        }
        if (!System.getProperty("os.name").equals("Linux")) {
            problems.add("The lab runs on Linux only, and this is " + System.getProperty("os.name") + ".");
        }
        return "JDK " + Runtime.version();
    }

    private String go() {
        Optional<Path> go = GoTool.compiler();
        if (go.isEmpty()) {
            problems.add("Go " + GoTools.neededGo(settings)
                    + " is needed to build the backends, once. Install it and put 'go' on the PATH.");
            return "no Go";
        }
        String version =
                Command.firstLine(go.get().toString(), "env", "GOVERSION").orElse("");
        Runtime.Version needed = GoTools.neededGo(settings);
        try {
            if (GoTool.release(version).compareTo(needed) < 0) {
                problems.add("Go " + needed + " or later is needed; " + go.get() + " is " + version + ".");
            }
        } catch (IllegalArgumentException noRelease) {
            problems.add("Go " + needed + " or later is needed; " + go.get() + " reports version '" + version + "'.");
        }
        return version;
    }

    private String node() {
        String version = Command.firstLine("node", "--version").orElse("");
        nodeProblem(version, Command.firstLine("npm", "--version").isPresent()).ifPresent(problems::add);
        return "Node " + version;
    }

    /** @param version what {@code node --version} says; empty if it fails */
    static Optional<String> nodeProblem(String version, boolean hasNpm) {
        Matcher release = NODE.matcher(version);
        boolean isSuitable = release.matches()
                && switch (Integer.parseInt(release.group(1))) {
                    case 20 -> Integer.parseInt(release.group(2)) >= 19;
                    case 22 -> Integer.parseInt(release.group(2)) >= 12;
                    default -> Integer.parseInt(release.group(1)) > 22;
                };
        if (!isSuitable) {
            return Optional.of("Node 20.19, or 22.12 or later, is needed to build the pages, once; "
                    + (version.isEmpty() ? "there is none" : "'node --version' says '" + version + "'")
                    + ". Install it and put 'node' and 'npm' on the PATH.");
        }
        return hasNpm
                ? Optional.empty()
                : Optional.of("npm is needed to build the pages, once, and 'npm --version' fails. It comes with Node;"
                        + " Debian has it in a package of its own.");
    }

    private long memory(long needed) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
            long available = lines.filter(line -> line.startsWith("MemAvailable:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(Long.MAX_VALUE)
                    / 1024;
            if (available < needed) {
                problems.add(needed + " MB of free memory are needed, " + available
                        + " MB are available. Close other programs.");
            }
            return available;
        } catch (IOException unknown) {
            return 0;
        }
    }

    private void disk(long needed) {
        for (Path folder : List.of(settings.home(), settings.cache())) {
            try {
                Files.createDirectories(folder);
                if (!Files.isWritable(folder)) {
                    problems.add(folder + " is not writable. Give this user write access, or set LAB_HOME.");
                }
                long free = Files.getFileStore(folder).getUsableSpace() / 1_000_000;
                if (free < needed) {
                    problems.add(needed + " MB of disk are needed at " + folder + ", " + free + " MB are free.");
                }
            } catch (IOException e) {
                problems.add(folder + " cannot be created: " + e);
            }
        }
    }

    private void rootCanStepDown() {
        if (System.getProperty("user.name").equals("root")
                && Command.firstLine("unshare", "--user", "true").isEmpty()) {
            problems.add("Postgres does not run as root, and this machine does not allow root a user namespace"
                    + " (unshare --user). Run make as another user.");
        }
    }

    private void portIsFree(String component, Port port) {
        int number = settings.port(port);
        PortOwner.of(number)
                .ifPresent(owner -> problems.add("Port " + number + " (" + component + ") is in use by " + owner
                        + ". Stop it, or set LAB_PORT_OFFSET to move every port of the lab."));
    }
}
