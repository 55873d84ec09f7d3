package example.shop.compare;

import example.shop.lab.Command;
import example.shop.lab.Folders;
import example.shop.lab.Maven;
import example.shop.lab.Progress;
import example.shop.lab.ServiceRuntime;
import example.shop.lab.ServicesBuild;
import example.shop.lab.Settings;
import java.util.List;

/** What building took, and how large what was built is. */
final class Builds {

    private final Settings settings;
    private final Progress progress;
    private final RawData data;

    Builds(Settings settings, Progress progress, RawData data) {
        this.settings = settings;
        this.progress = progress;
        this.data = data;
    }

    /** Builds what is not built; takes over what building took when it was. */
    void run(List<String> services) {
        for (ServiceRuntime runtime : ServiceRuntime.values()) {
            ServicesBuild build = ServicesBuild.of(runtime, settings);
            progress.step("build " + runtime.label(), () -> build.run(services, progress));
            for (String service : services) {
                Subject subject = new Subject(service, runtime, true);
                if (!data.has(subject, 1, Measure.ARTEFACT_MB)) {
                    Command.Effort effort = build.effort(service).orElseGet(() -> jar(service));
                    data.add(subject, 1, Measure.BUILD_SECONDS, effort.time().toMillis() / 1000.0);
                    data.add(subject, 1, Measure.BUILD_PEAK_MB, effort.peakMegabytes());
                    data.add(subject, 1, Measure.ARTEFACT_MB, Folders.bytes(build.artefact(service)) / 1e6);
                }
            }
        }
    }

    /** The services' jars are built all at once elsewhere; here one, as the others are built. */
    private Command.Effort jar(String service) {
        return Maven.run(
                settings, progress, "build jvm " + service, "services/" + service, List.of("package", "-DskipTests"));
    }
}
