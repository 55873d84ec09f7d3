package example.shop.lab.build;

import example.shop.lab.Progress;
import example.shop.lab.Settings;
import example.shop.lab.process.Command;
import example.shop.lab.process.Directories;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds one service from its sources alone, whatever an earlier build left, so that efforts are comparable. */
public final class CleanBuild {

    private CleanBuild() {}

    /**
     * Builds {@code service} and the modules that it needs.
     *
     * @return the effort
     * @throws FatalException if it fails, with the last lines of Maven
     */
    public static Command.Effort run(Settings settings, Progress progress, ServiceRuntime runtime, String service) {
        Path services = settings.project().resolve("services");
        try {
            for (String module : modules(service, ServicesBuild.withFaults())) {
                Directories.delete(services.resolve(module).resolve("target"));
            }
        } catch (IOException e) {
            throw new FatalException("The earlier build of " + service + " cannot be deleted", e);
        }
        List<String> goals = new ArrayList<>(goals(ServicesBuild.withFaults()));
        if (runtime != ServiceRuntime.JVM) {
            goals.add("-D" + runtime.label());
        }
        return Maven.run(settings, progress, "build " + runtime.label() + " " + service, "services/" + service, goals);
    }

    /** The Maven goals that build services. */
    static List<String> goals(boolean withFaults) {
        return List.of("package", "-DskipTests", "-Dfaults=" + withFaults);
    }

    /** The folders below {@code services} that {@code service} is built from. */
    static List<String> modules(String service, boolean withFaults) {
        return withFaults ? List.of("telemetry", "web", "faults", service) : List.of("telemetry", "web", service);
    }
}
