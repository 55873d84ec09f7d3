package example.shop.lab.build;

import example.shop.lab.Progress;
import example.shop.lab.Settings;
import example.shop.lab.process.Command;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Builds the services in the form that their runtime needs. */
public interface ServicesBuild {

    /** False if the environment has {@code WITH_FAULTS=false}: the build then leaves out services/faults, as in releases. */
    static boolean withFaults() {
        return !"false".equals(System.getenv("WITH_FAULTS"));
    }

    /** The build for {@code runtime}. */
    static ServicesBuild of(ServiceRuntime runtime, Settings settings) {
        return runtime == ServiceRuntime.JVM
                ? new JarsBuild(settings, withFaults())
                : new CachedBuild(settings, runtime, withFaults());
    }

    /** False if {@link #run} would build something. */
    boolean isUpToDate();

    /** Builds at least those of {@code services} that are missing or older than their sources; returns a summary. */
    String run(List<String> services, Progress progress);

    /** Puts the build result where {@link #command} starts it; no process may run from there. Needless for the cache. */
    default void install() {}

    /** Makes Maven find {@code service} in its {@code target} as if Maven had just built it, where it was not. */
    default void leaveToMaven(String service) {}

    /** The folder or the file that holds {@code service}, once it is built. */
    Path artefact(String service);

    /** The effort of the build of {@code service}; empty if it is not recorded. */
    default Optional<Command.Effort> effort(String service) {
        return Optional.empty();
    }

    /** Deletes the training from earlier runs of {@code service}: the next run records, and {@link #run} then uses that. Jars have none. */
    default void forgetTraining(String service) {}

    /** The command that starts {@code service}, once it is built. */
    List<String> command(String service);
}
