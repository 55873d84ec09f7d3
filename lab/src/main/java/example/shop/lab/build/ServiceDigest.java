package example.shop.lab.build;

import example.shop.lab.process.Command;
import example.shop.lab.process.Directories;
import example.shop.signals.FatalException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A digest, a dozen digits long, of a service's inputs: its sources, its versions, its builder and the builder's options.
 */
final class ServiceDigest {

    private final Path project;
    private final ServiceRuntime runtime;
    private final boolean withFaults;
    /** Cached, because GraalVM takes half a second to answer. */
    private String toolchain;

    ServiceDigest(Path project, ServiceRuntime runtime, boolean withFaults) {
        this.project = project;
        this.runtime = runtime;
        this.withFaults = withFaults;
    }

    String of(String service) {
        List<Path> sources = new ArrayList<>(List.of(project.resolve("pom.xml"), project.resolve("services/pom.xml")));
        for (String module : CleanBuild.modules(service, withFaults)) {
            Path folder = project.resolve("services").resolve(module);
            sources.add(folder.resolve("pom.xml"));
            sources.addAll(Directories.files(folder.resolve("src/main")));
        }
        if (runtime == ServiceRuntime.AOT) {
            // A cache fits only the heap and the garbage collector that it was made with.
            sources.add(project.resolve("infra/apps/jvm.options"));
        }
        return Digest.of(sources, sources.stream().map(project::relativize).toList() + toolchain());
    }

    private String toolchain() {
        if (toolchain == null) {
            toolchain = runtime == ServiceRuntime.NATIVE
                    ? graalVm()
                    : System.getProperty("java.vendor") + System.getProperty("java.runtime.version");
        }
        return toolchain;
    }

    /** The release of GraalVM or Mandrel on this machine, or else the one that Quarkus runs in a container. */
    private static String graalVm() {
        String home = System.getenv().getOrDefault("GRAALVM_HOME", "");
        if (!home.isBlank()) {
            String nativeImage = Path.of(home, "bin", "native-image").toString();
            return Command.output("native-image in GRAALVM_HOME=" + home, Map.of(), List.of(nativeImage, "--version"));
        }
        if (Command.firstLine("docker", "info").isEmpty()) {
            throw new FatalException(
                    "Native executables need GraalVM or Mandrel 25, or a Docker engine to run one in; none was"
                            + " found. Install GraalVM or Mandrel and set GRAALVM_HOME to it.");
        }
        return "container";
    }
}
