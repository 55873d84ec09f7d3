package example.shop.compare;

import example.shop.lab.Progress;
import example.shop.lab.Settings;
import example.shop.lab.build.CleanBuild;
import example.shop.lab.build.ServiceRuntime;
import example.shop.lab.build.ServicesBuild;
import example.shop.lab.process.Command;
import example.shop.lab.process.Directories;
import example.shop.signals.FatalException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The services for every runtime: the effort of each build and the size of its artefact. */
final class Builds {

    private static final int TRAINING_SECONDS = 10;

    private final Settings settings;
    private final Progress progress;
    private final RawData data;
    private final Map<ServiceRuntime, ServicesBuild> builds = new EnumMap<>(ServiceRuntime.class);

    Builds(Settings settings, Progress progress, RawData data) {
        this.settings = settings;
        this.progress = progress;
        this.data = data;
        for (ServiceRuntime runtime : ServiceRuntime.values()) {
            builds.put(runtime, ServicesBuild.of(runtime, settings));
        }
    }

    ServicesBuild of(ServiceRuntime runtime) {
        return builds.get(runtime);
    }

    /** Builds missing artefacts; a kept artefact counts with the effort of its build. */
    void run(List<String> services) {
        for (ServiceRuntime runtime : ServiceRuntime.values()) {
            for (String service : services) {
                Subject subject = new Subject(service, runtime, true);
                if (runtime == ServiceRuntime.JVM && !data.has(subject, 1, Measure.BUILD_SECONDS)) {
                    // The lab builds all services' jars at once; this builds one, as for the other runtimes.
                    progress.step(
                            "build jvm " + service,
                            () -> built(subject, CleanBuild.run(settings, progress, runtime, service)));
                }
            }
            progress.step("build " + runtime.label(), () -> of(runtime).run(services, progress));
            of(runtime).install();
        }
    }

    /** Runs each service under load for the JVM's AOT cache; then records sizes and build times. */
    void train(List<String> services, Bench bench, Path k6) {
        for (String service : services) {
            Subject aot = new Subject(service, ServiceRuntime.AOT, true);
            boolean isMeasured = data.has(aot, 1, Measure.BUILD_SECONDS);
            if (!isMeasured || !hasCache(service)) {
                progress.step("train " + service, () -> train(aot, bench, k6));
            }
            if (!isMeasured) {
                built(aot, effort(aot));
            }
            Subject executable = new Subject(service, ServiceRuntime.NATIVE, true);
            if (!data.has(executable, 1, Measure.BUILD_SECONDS)) {
                built(executable, effort(executable));
            }
        }
    }

    /** Records the sizes of the images that docker compose has built; without an image there is no figure. */
    void images(List<String> services) {
        for (String service : services) {
            for (ServiceRuntime runtime : ServiceRuntime.values()) {
                Subject subject = new Subject(service, runtime, true);
                String image = "observable-shop/" + service + ":1.0.0-" + runtime.label();
                Command.firstLine("docker", "image", "inspect", "--format", "{{.Size}}", image)
                        .filter(size -> size.matches("\\d+") && !data.has(subject, 1, Measure.IMAGE_MB))
                        .ifPresent(size -> data.add(subject, 1, Map.of(Measure.IMAGE_MB, Long.parseLong(size) / 1e6)));
            }
        }
    }

    private String train(Subject subject, Bench bench, Path k6) {
        ServicesBuild build = of(subject.runtime());
        String service = subject.service();
        build.forgetTraining(service);
        Bench.Running running = bench.start(subject);
        Start.of(running);
        Load.run(k6, settings.home().resolve("k6"), running, 0, TRAINING_SECONDS);
        bench.stop(running);
        long before = Directories.bytes(build.artefact(service));
        build.run(List.of(service), progress);
        if (!hasCache(service)) {
            throw new FatalException(subject + " left no recording for an AOT cache; see its log.");
        }
        return Directories.bytes(build.artefact(service)) / 1_000_000 + " MB with its AOT cache, " + before / 1_000_000
                + " MB with its recording";
    }

    private boolean hasCache(String service) {
        return of(ServiceRuntime.AOT).command(service).stream().anyMatch(option -> option.startsWith("-XX:AOTCache="));
    }

    private Command.Effort effort(Subject subject) {
        return of(subject.runtime())
                .effort(subject.service())
                .orElseThrow(() -> new FatalException("The build effort of " + subject + " was not kept."));
    }

    private String built(Subject subject, Command.Effort effort) {
        double megabytes = Directories.bytes(of(subject.runtime()).artefact(subject.service())) / 1e6;
        data.add(
                subject,
                1,
                Map.of(
                        Measure.BUILD_SECONDS,
                        effort.time().toMillis() / 1000.0,
                        Measure.BUILD_PEAK_MB,
                        (double) effort.peakMegabytes(),
                        Measure.ARTEFACT_MB,
                        megabytes));
        return Math.round(megabytes) + " MB";
    }
}
