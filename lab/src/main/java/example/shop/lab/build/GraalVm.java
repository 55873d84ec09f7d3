package example.shop.lab.build;

import example.shop.lab.process.Command;
import example.shop.signals.FatalException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The builder of native executables: GraalVM or Mandrel on this machine, or else Mandrel in a container. */
final class GraalVm {

    private GraalVm() {}

    /**
     * Identifies the release.
     *
     * @throws FatalException if there is none, and no Docker that could run one
     */
    static String release() {
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
        // Quarkus then uses its own builder image.
        return "container";
    }
}
