package example.shop.compare;

import example.shop.lab.process.Command;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The machine and the amount of measurement; without them the figures say nothing. */
final class Machine {

    private Machine() {}

    /**
     * Describes this machine in {@code file}.
     *
     * @param isNew true where nothing was measured yet, so an existing description is obsolete
     * @throws FatalException where earlier figures come from another machine or other settings
     */
    static void remember(Path file, Compare.Plan plan, boolean isNew) {
        try {
            String description = describe(plan);
            if (isNew || !Files.exists(file)) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, description);
            } else if (!Files.readString(file).equals(description)) {
                throw new FatalException("The figures in " + file.getParent() + " were measured otherwise:\n"
                        + Files.readString(file) + "Now it would be:\n" + description
                        + "Delete raw.csv there to measure again, or set COMPARISON to another folder.");
            }
        } catch (IOException e) {
            throw new FatalException(file + " cannot be written", e);
        }
    }

    private static String describe(Compare.Plan plan) throws IOException {
        String graalVm = Path.of(System.getenv().getOrDefault("GRAALVM_HOME", ""), "bin", "native-image")
                .toString();
        return String.join(
                "\n",
                "- processor: " + field(Path.of("/proc/cpuinfo"), "model name") + ", "
                        + Command.firstLine("nproc", "--all").orElse("?")
                        + " cores: all for building, one for the service that is measured",
                "- memory: " + gibibytes(field(Path.of("/proc/meminfo"), "MemTotal")) + " GiB",
                "- kernel: " + Command.firstLine("uname", "-sr").orElse("?"),
                "- JDK: " + System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"),
                "- native image builder: "
                        + Command.firstLine(graalVm, "--version").orElse("in a container"),
                "- measured: " + plan.starts() + " starts; " + plan.rounds() + " rounds of load of "
                        + plan.loadSeconds() + " s each, at " + plan.fixedRate()
                        + " requests a second and at saturation; warm-up in periods of " + plan.warmUpSeconds() + " s",
                "");
    }

    /** Rounded up, because the kernel reserves a varying amount. */
    private static long gibibytes(String kilobytes) {
        return Math.ceilDiv(Long.parseLong(kilobytes.replaceAll("\\D", "")), 1024 * 1024);
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
