package example.shop.lab.build;

import example.shop.lab.Settings;
import example.shop.lab.command.Progress;
import example.shop.lab.process.Command;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The services in the form in which their runtime takes them. */
public interface ServicesBuild {

    List<String> SERVICES = List.of("users", "products", "gateway");

    /** False where the environment has {@code WITH_FAULTS=false}: services/faults is then left out, as in what is released. */
    static boolean withFaults() {
        return !"false".equals(System.getenv("WITH_FAULTS"));
    }

    /** What builds for {@code runtime}. */
    static ServicesBuild of(ServiceRuntime runtime, Settings settings) {
        return runtime == ServiceRuntime.JVM
                ? new JarsBuild(settings, withFaults())
                : new CachedBuild(settings, runtime, withFaults());
    }

    /** False where {@link #run} would build something. */
    boolean isUpToDate();

    /** Builds at least those of {@code services} that are missing or older than their sources; says what was done. */
    String run(List<String> services, Progress progress);

    /** Puts what was built where {@link #command} starts it; nothing may run from there. */
    void install();

    /** Sees to it that Maven finds {@code service} in its {@code target} as if it had just built it. */
    void leaveToMaven(String service);

    /** The folder or the file that holds {@code service}, once it is built. */
    Path artefact(String service);

    /** What building {@code service} took when it was built; empty where that is not kept. */
    Optional<Command.Effort> effort(String service);

    /** Forgets what an earlier run of {@code service} taught: the next run records, and {@link #run} then makes use of it. */
    void forgetTraining(String service);

    /** The command that starts {@code service}, once it is built. */
    List<String> command(String service);
}
