package example.shop.lab.build;

import example.shop.lab.Settings;
import example.shop.lab.command.Progress;
import example.shop.lab.process.Command;
import example.shop.lab.process.Directories;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One service built from its sources alone, whatever an earlier build left: what it takes can then be compared. */
public final class CleanBuild {

    private CleanBuild() {}

    /**
     * Builds {@code service} and what of the project it needs.
     *
     * @return what it took
     * @throws FatalException where it fails, with the last lines of Maven
     */
    public static Command.Effort run(Settings settings, Progress progress, ServiceRuntime runtime, String service) {
        Path services = settings.project().resolve("services");
        try {
            for (String module : modules(service, ServicesBuild.withFaults())) {
                Directories.delete(services.resolve(module).resolve("target"));
            }
        } catch (IOException e) {
            throw new FatalException("What an earlier build of " + service + " left cannot be deleted", e);
        }
        List<String> goals = new ArrayList<>(goals(ServicesBuild.withFaults()));
        if (runtime != ServiceRuntime.JVM) {
            goals.add("-D" + runtime.label());
        }
        return Maven.run(settings, progress, "build " + runtime.label() + " " + service, "services/" + service, goals);
    }

    /** What Maven is asked for to build services. */
    static List<String> goals(boolean withFaults) {
        return List.of("package", "-DskipTests", "-Dfaults=" + withFaults);
    }

    /** The folders below {@code services} that {@code service} is built from. */
    static List<String> modules(String service, boolean withFaults) {
        return withFaults ? List.of("telemetry", "web", "faults", service) : List.of("telemetry", "web", service);
    }
}
