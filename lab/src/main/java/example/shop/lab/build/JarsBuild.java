package example.shop.lab.build;

import example.shop.lab.Progress;
import example.shop.lab.Settings;
import example.shop.lab.process.Command;
import example.shop.lab.process.Directories;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The services as runnable jars. Maven builds them if a source is newer than they are. */
final class JarsBuild implements ServicesBuild {

    private static final String JAR = "quarkus-run.jar";

    private final Settings settings;
    private final boolean withFaults;

    JarsBuild(Settings settings, boolean withFaults) {
        this.settings = settings;
        this.withFaults = withFaults;
    }

    /** The jar that starts {@code service}: a copy, so that a build does not replace the file of the running process. */
    Path installed(String service) {
        return settings.home().resolve("apps").resolve(service).resolve(JAR);
    }

    /** The jar that Maven leaves. */
    Path jar(String service) {
        return settings.project()
                .resolve("services")
                .resolve(service)
                .resolve("target/quarkus-app")
                .resolve(JAR);
    }

    @Override
    public boolean isUpToDate() {
        try {
            Path project = settings.project();
            FileTime sources = Directories.newest(project.resolve("services"), project.resolve("pom.xml"));
            for (String service : settings.serviceNames()) {
                if (!Files.exists(jar(service))
                        || Files.getLastModifiedTime(jar(service)).compareTo(sources) < 0
                        || hasFaults(service) != withFaults) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new FatalException("The sources of the services cannot be read", e);
        }
    }

    @Override
    public String run(List<String> services, Progress progress) {
        if (isUpToDate()) {
            return "up to date";
        }
        Maven.alone(settings, progress, () -> {
            // The build that this one waited for may have built them.
            if (!isUpToDate()) {
                build(progress);
            }
        });
        return "built";
    }

    @Override
    public void install() {
        try {
            for (String service : settings.serviceNames()) {
                Directories.replace(jar(service).getParent(), installed(service).getParent());
            }
        } catch (IOException e) {
            throw new FatalException(
                    "The services cannot be copied to " + settings.home().resolve("apps"), e);
        }
    }

    @Override
    public List<String> command(String service) {
        return List.of(
                Command.java(),
                "@" + settings.infra("apps/jvm.options"),
                "-jar",
                installed(service).toString());
    }

    @Override
    public Path artefact(String service) {
        return jar(service).getParent();
    }

    /** Whether the last build included services/faults, judged by its libraries. */
    private boolean hasFaults(String service) throws IOException {
        try (Stream<Path> libraries = Files.list(artefact(service).resolve("lib/main"))) {
            return libraries.anyMatch(
                    library -> library.getFileName().toString().startsWith("example.shop.faults-"));
        }
    }

    private void build(Progress progress) {
        Maven.run(
                settings,
                progress,
                "build services",
                settings.serviceNames().stream().map(name -> "services/" + name).collect(Collectors.joining(",")),
                CleanBuild.goals(withFaults));
        // Maven does not rewrite a jar with unchanged content; mark it as newer than the sources all the same.
        for (String service : settings.serviceNames()) {
            try {
                Files.setLastModifiedTime(jar(service), FileTime.fromMillis(System.currentTimeMillis()));
            } catch (IOException e) {
                throw new FatalException("The build left no " + jar(service), e);
            }
        }
    }
}
