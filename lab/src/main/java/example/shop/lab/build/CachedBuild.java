package example.shop.lab.build;

import example.shop.lab.Progress;
import example.shop.lab.Settings;
import example.shop.lab.process.Command;
import example.shop.lab.process.Directories;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The services for a runtime that takes minutes to build for. Each is built once per digest of its sources, its versions and
 * the toolchain. The result stays in the cache, in a folder named after that digest, which no checkout changes.
 */
final class CachedBuild implements ServicesBuild {

    private final Settings settings;
    private final ServiceRuntime runtime;
    private final ServiceDigest digest;

    CachedBuild(Settings settings, ServiceRuntime runtime, boolean withFaults) {
        this.settings = settings;
        this.runtime = runtime;
        this.digest = new ServiceDigest(settings.project(), runtime, withFaults);
    }

    @Override
    public boolean isUpToDate() {
        return settings.serviceNames().stream().allMatch(this::isBuilt);
    }

    @Override
    public String run(List<String> services, Progress progress) {
        List<String> missing =
                services.stream().filter(service -> !isBuilt(service)).toList();
        missing.forEach(service -> build(service, progress));
        if (runtime == ServiceRuntime.AOT) {
            services.stream()
                    .filter(service -> aotCache(service).isToBeMade())
                    .forEach(service -> makeAotCache(service, progress));
        }
        return missing.isEmpty() ? "built before" : "built " + String.join(", ", missing);
    }

    @Override
    public List<String> command(String service) {
        return runtime == ServiceRuntime.NATIVE
                ? List.of(artefact(service).toString())
                : aotCache(service).command();
    }

    @Override
    public void forgetTraining(String service) {
        aotCache(service).forget();
    }

    @Override
    public Path artefact(String service) {
        return folder(service).resolve(runtime == ServiceRuntime.NATIVE ? service : "quarkus-app");
    }

    @Override
    public Optional<Command.Effort> effort(String service) {
        return Optional.of(new BuildRecord(folder(service)).effort());
    }

    /** Puts the executable where Maven leaves it, so that Maven tests it without a second build. */
    @Override
    public void leaveToMaven(String service) {
        if (runtime == ServiceRuntime.NATIVE) {
            Path place = target(service).resolve(new BuildRecord(folder(service)).executable());
            try {
                Files.createDirectories(place.getParent());
                Files.copy(
                        artefact(service),
                        place,
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
            } catch (IOException e) {
                throw new FatalException("The executable of " + service + " cannot be copied to " + place, e);
            }
        }
    }

    private Path folder(String service) {
        return settings.cache().resolve(service + "-" + runtime.label() + "-" + digest.of(service));
    }

    private Path target(String service) {
        return settings.project().resolve("services").resolve(service).resolve("target");
    }

    private boolean isBuilt(String service) {
        return Files.exists(folder(service));
    }

    private void build(String service, Progress progress) {
        Maven.alone(settings, progress, () -> {
            // The build that this one waited for may have built the same.
            if (!isBuilt(service)) {
                buildAlone(service, progress);
            }
        });
    }

    private void buildAlone(String service, Progress progress) {
        Path folder = folder(service);
        Command.Effort effort = CleanBuild.run(settings, progress, runtime, service);
        if (!folder.equals(folder(service))) {
            throw new FatalException("Sources of " + service + " changed during its build. Build it again.");
        }
        try {
            Files.createDirectories(folder.getParent());
            Path fresh = Files.createTempDirectory(folder.getParent(), "fresh");
            try {
                new BuildRecord(fresh).write(effort, keep(service, fresh));
                // Atomic; if two trees build the same, the second uses the result of the first.
                if (!isBuilt(service)) {
                    Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
                }
            } finally {
                Directories.delete(fresh);
            }
        } catch (IOException e) {
            throw new FatalException(service + " cannot be kept in " + folder, e);
        }
    }

    private AotCache aotCache(String service) {
        return new AotCache(settings, artefact(service));
    }

    private void makeAotCache(String service, Progress progress) {
        aotCache(service).make(service, progress).ifPresent(new BuildRecord(folder(service))::addCache);
    }

    /** Copies the build result; returns the name of the executable, empty if there is none. */
    private String keep(String service, Path folder) throws IOException {
        if (runtime == ServiceRuntime.AOT) {
            Directories.replace(target(service).resolve("quarkus-aot"), folder.resolve("quarkus-app"));
            return "";
        }
        try (Stream<Path> files = Files.list(target(service))) {
            Path executable = files.filter(file -> file.toString().endsWith("-runner"))
                    .findFirst()
                    .orElseThrow(() -> new FatalException("The build left no executable in " + target(service)));
            Files.copy(executable, folder.resolve(service), StandardCopyOption.COPY_ATTRIBUTES);
            return executable.getFileName().toString();
        }
    }
}
