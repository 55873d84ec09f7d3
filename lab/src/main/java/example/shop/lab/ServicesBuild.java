package example.shop.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The services as runnable jars, built by Maven when a source is newer than they are. */
final class ServicesBuild {

    static final List<String> SERVICES = List.of("users", "products", "gateway");

    private static final Pattern MODULE = Pattern.compile("Building Observable Shop: (\\S+).*");

    private static final String JAR = "quarkus-run.jar";

    private final Settings settings;

    ServicesBuild(Settings settings) {
        this.settings = settings;
    }

    /** The jar that starts {@code service}: a copy, so that a build does not pull it from under the running process. */
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

    boolean isUpToDate() {
        try {
            Path project = settings.project();
            FileTime sources = Folders.newest(project.resolve("services"), project.resolve("pom.xml"));
            for (String service : SERVICES) {
                if (!Files.exists(jar(service))
                        || Files.getLastModifiedTime(jar(service)).compareTo(sources) < 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new LabException("The sources of the services cannot be read", e);
        }
    }

    String run(Progress progress) {
        boolean upToDate = isUpToDate();
        if (!upToDate) {
            build(progress);
        }
        try {
            for (String service : SERVICES) {
                Folders.replace(jar(service).getParent(), installed(service).getParent());
            }
        } catch (IOException e) {
            throw new LabException(
                    "The services cannot be copied to " + settings.home().resolve("apps"), e);
        }
        return upToDate ? "up to date" : "built";
    }

    private void build(Progress progress) {
        Command.run(
                "The build of the services",
                settings.project(),
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                settings.log("build-services"),
                line -> {
                    Matcher module = MODULE.matcher(line);
                    if (module.find()) {
                        progress.heartbeat("build services", module.group(1));
                    }
                },
                List.of(
                        settings.project().resolve("mvnw").toString(),
                        "--batch-mode",
                        "--no-transfer-progress",
                        "package",
                        "-DskipTests",
                        "--projects",
                        "services/users,services/products,services/gateway",
                        "--also-make"));
        // Maven leaves a jar alone whose content has not changed, but it is newer than the sources all the same.
        for (String service : SERVICES) {
            try {
                Files.setLastModifiedTime(jar(service), FileTime.fromMillis(System.currentTimeMillis()));
            } catch (IOException e) {
                throw new LabException("The build left no " + jar(service), e);
            }
        }
    }
}
