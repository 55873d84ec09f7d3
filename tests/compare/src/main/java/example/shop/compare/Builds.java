package example.shop.compare;

import example.shop.lab.Command;
import example.shop.lab.Folders;
import example.shop.lab.LabException;
import example.shop.lab.Maven;
import example.shop.lab.Progress;
import example.shop.lab.ServiceRuntime;
import example.shop.lab.ServicesBuild;
import example.shop.lab.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What building took, and how large what was built is. */
final class Builds {

    private static final int TRAINING_SECONDS = 10;

    private final Settings settings;
    private final Progress progress;
    private final RawData data;
    private final Bench bench;
    private final Path k6;

    Builds(Settings settings, Progress progress, RawData data, Bench bench, Path k6) {
        this.settings = settings;
        this.progress = progress;
        this.data = data;
        this.bench = bench;
        this.k6 = k6;
    }

    /** Builds what is not built; takes over what building took when it was. */
    void run(List<String> services) {
        for (ServiceRuntime runtime : ServiceRuntime.values()) {
            ServicesBuild build = bench.build(runtime);
            progress.step("build " + runtime.label(), () -> build.run(services, progress));
            for (String service : services) {
                Subject subject = new Subject(service, runtime, true);
                Duration training = runtime == ServiceRuntime.AOT ? train(subject, build) : Duration.ZERO;
                if (!data.has(subject, 1, Measure.ARTEFACT_MB)) {
                    Command.Effort effort = build.effort(service).orElseGet(() -> jar(service));
                    data.add(
                            subject,
                            1,
                            Measure.BUILD_SECONDS,
                            effort.time().plus(training).toMillis() / 1000.0);
                    data.add(subject, 1, Measure.BUILD_PEAK_MB, effort.peakMegabytes());
                    data.add(subject, 1, Measure.ARTEFACT_MB, Folders.bytes(build.artefact(service)) / 1e6);
                }
            }
        }
    }

    /** How large the images are that 'make images' left; what has none has no figure. */
    void images(List<String> services) {
        for (String service : services) {
            for (ServiceRuntime runtime : ServiceRuntime.values()) {
                Subject subject = new Subject(service, runtime, true);
                String image = "observable-shop/" + service + ":1.0.0-" + runtime.label();
                Command.firstLine("docker", "image", "inspect", "--format", "{{.Size}}", image)
                        .filter(size -> !data.has(subject, 1, Measure.IMAGE_MB))
                        .ifPresent(size -> data.add(subject, 1, Measure.IMAGE_MB, Long.parseLong(size) / 1e6));
            }
        }
    }

    /** The services' jars are built all at once elsewhere; here one, as the others are built. */
    private Command.Effort jar(String service) {
        return Maven.run(
                settings, progress, "build jvm " + service, "services/" + service, List.of("package", "-DskipTests"));
    }

    /** A first run under load, at whose end the JVM writes its cache; how long it took, nothing where there is a cache. */
    private Duration train(Subject subject, ServicesBuild build) {
        Path cache = build.artefact(subject.service()).resolve("app.aot");
        if (Files.exists(cache)) {
            return Duration.ZERO;
        }
        long begin = System.nanoTime();
        progress.step("train " + subject.service(), () -> {
            Bench.Running service = bench.start(subject);
            Start.of(service);
            Load.run(k6, settings.home().resolve("k6"), service, 0, TRAINING_SECONDS);
            bench.stop(service);
            if (!Files.exists(cache)) {
                throw new LabException(subject + " left no " + cache + "; its log tells why.");
            }
            return "AOT cache of " + Folders.bytes(cache) / 1_000_000 + " MB";
        });
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
