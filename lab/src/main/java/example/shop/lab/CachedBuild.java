package example.shop.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The services for a runtime that takes minutes to build for: each is built once for what its sources, its versions and the
 * toolchain are, and kept in the cache in a folder named after a digest of all that, which no checkout changes.
 */
final class CachedBuild implements ServicesBuild {

    /** What building took, and what the executable was called, beside what was built. */
    private static final String RECORD = "build.properties";

    private final Settings settings;
    private final ServiceRuntime runtime;
    private final ServiceDigest digest;

    CachedBuild(Settings settings, ServiceRuntime runtime) {
        this.settings = settings;
        this.runtime = runtime;
        this.digest = new ServiceDigest(settings.project(), runtime);
    }

    @Override
    public boolean isUpToDate() {
        return SERVICES.stream().allMatch(this::isBuilt);
    }

    @Override
    public String run(List<String> services, Progress progress) {
        List<String> missing =
                services.stream().filter(service -> !isBuilt(service)).toList();
        missing.forEach(service -> build(service, progress));
        return missing.isEmpty() ? "built before" : "built " + String.join(", ", missing);
    }

    @Override
    public List<String> command(String service) {
        if (runtime == ServiceRuntime.NATIVE) {
            return List.of(artefact(service).toString());
        }
        Path cache = aotCache(service);
        List<String> command = new ArrayList<>(List.of(Command.java(), "@" + settings.infra("apps/jvm.options")));
        if (Files.exists(cache)) {
            // A cache that does not fit the JVM or the jars is an error, not a reason to start slowly.
            command.addAll(List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on"));
        } else {
            command.add("-XX:AOTCacheOutput=" + cache);
        }
        command.addAll(
                List.of("-jar", artefact(service).resolve("quarkus-run.jar").toString()));
        return command;
    }

    /** What the JVM writes when a first run ends, and every later run begins with. */
    private Path aotCache(String service) {
        return artefact(service).resolve("app.aot");
    }

    @Override
    public Path artefact(String service) {
        return folder(service).resolve(runtime == ServiceRuntime.NATIVE ? service : "quarkus-app");
    }

    @Override
    public Optional<Command.Effort> effort(String service) {
        Properties record = record(service);
        return Optional.of(new Command.Effort(
                Duration.ofMillis(Long.parseLong(record.getProperty("milliseconds"))),
                Long.parseLong(record.getProperty("peak-megabytes"))));
    }

    /** Puts the executable where Maven leaves it, so that Maven tests it without building it once more. */
    @Override
    public void leaveToMaven(String service) {
        if (runtime == ServiceRuntime.NATIVE) {
            Path place = target(service).resolve(record(service).getProperty("executable"));
            try {
                Files.createDirectories(place.getParent());
                Files.copy(
                        artefact(service),
                        place,
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
            } catch (IOException e) {
                throw new LabException("The executable of " + service + " cannot be copied to " + place, e);
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
        // Before the build: what is changed meanwhile is another build.
        Path folder = folder(service);
        Command.Effort effort = Maven.run(
                settings,
                progress,
                "build " + runtime.label() + " " + service,
                "services/" + service,
                List.of("package", "-D" + runtime.label(), "-DskipTests"));
        try {
            Files.createDirectories(folder.getParent());
            // Whole or not at all, whoever else builds the same at the same time.
            Path fresh = Files.createTempDirectory(folder.getParent(), "fresh");
            String executable = keep(service, fresh);
            Files.writeString(
                    fresh.resolve(RECORD),
                    "milliseconds=" + effort.time().toMillis() + "\npeak-megabytes=" + effort.peakMegabytes()
                            + "\nexecutable=" + executable + "\n");
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LabException(service + " cannot be kept in " + folder, e);
        }
    }

    /** Copies what was built; the name of the executable, empty where it is none. */
    private String keep(String service, Path folder) throws IOException {
        if (runtime == ServiceRuntime.AOT) {
            Folders.replace(target(service).resolve("quarkus-app"), folder.resolve("quarkus-app"));
            return "";
        }
        try (Stream<Path> files = Files.list(target(service))) {
            Path executable = files.filter(file -> file.toString().endsWith("-runner"))
                    .findFirst()
                    .orElseThrow(() -> new LabException("The build left no executable in " + target(service)));
            Files.copy(executable, folder.resolve(service), StandardCopyOption.COPY_ATTRIBUTES);
            return executable.getFileName().toString();
        }
    }

    private Properties record(String service) {
        Properties record = new Properties();
        try (var file = Files.newBufferedReader(folder(service).resolve(RECORD))) {
            record.load(file);
            return record;
        } catch (IOException e) {
            throw new LabException("What the build of " + service + " took cannot be read", e);
        }
    }
}
