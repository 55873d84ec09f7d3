package example.shop.compare;

import example.shop.lab.Command;
import example.shop.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What figures were measured on, and how much was measured; without it they say nothing. */
final class Machine {

    private Machine() {}

    /** Describes this machine in {@code file}, unless it was described there when the run began. */
    static void remember(Path file, Compare.Plan plan) {
        if (Files.exists(file)) {
            return;
        }
        String graalVm = Path.of(System.getenv().getOrDefault("GRAALVM_HOME", ""), "bin", "native-image")
                .toString();
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file,
                    String.join(
                            "\n",
                            "- processor: " + field(Path.of("/proc/cpuinfo"), "model name") + ", "
                                    + Command.firstLine("nproc", "--all").orElse("?") + " cores",
                            "- memory: " + field(Path.of("/proc/meminfo"), "MemTotal"),
                            "- kernel: " + Command.firstLine("uname", "-sr").orElse("?"),
                            "- JDK: " + System.getProperty("java.vendor") + " "
                                    + System.getProperty("java.runtime.version"),
                            "- native image builder: "
                                    + Command.firstLine(graalVm, "--version").orElse("in a container"),
                            "- measured: " + plan.starts() + " starts; " + plan.rounds() + " rounds of load of "
                                    + plan.loadSeconds() + " s each, at " + plan.fixedRate()
                                    + " requests a second and at saturation; warm-up in periods of "
                                    + plan.warmUpSeconds() + " s",
                            ""));
        } catch (IOException e) {
            throw new LabException(file + " cannot be written", e);
        }
    }

    private static String field(Path file, String name) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }
}
