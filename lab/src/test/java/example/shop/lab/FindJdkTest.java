package example.shop.lab;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.lab.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lab/find-jdk}, by which make finds a JDK and a GraalVM. */
class FindJdkTest {

    private static final Path SCRIPT = Path.of("find-jdk").toAbsolutePath();

    @TempDir
    Path folder;

    private Path jdk;
    private Path graalVm;

    @BeforeEach
    void makeBoth() throws IOException {
        jdk = home("jdk", "25.0.3", "javac");
        graalVm = home("graalvm", "25.0.2", "javac", "native-image");
    }

    @Test
    void namedGraalVmIsTaken() {
        assertThat(find(Map.of("GRAALVM_HOME", graalVm, "JAVA_HOME", jdk), "graalvm"))
                .isEqualTo(graalVm.toString());
    }

    @Test
    void graalVmMayBeTheJdkItself() {
        assertThat(find(Map.of("JAVA_HOME", graalVm), "graalvm")).isEqualTo(graalVm.toString());
    }

    @Test
    void jdkWithoutNativeImageIsNoGraalVm() {
        assertThat(find(Map.of("GRAALVM_HOME", jdk), "graalvm")).isNotEqualTo(jdk.toString());
    }

    @Test
    void otherReleaseIsNoGraalVm() throws IOException {
        Path old = home("old", "21.0.9", "javac", "native-image");
        assertThat(find(Map.of("GRAALVM_HOME", old), "graalvm")).isNotEqualTo(old.toString());
    }

    @Test
    void namedJdkIsTakenWhateverItCan() {
        assertThat(find(Map.of("JAVA_HOME", graalVm))).isEqualTo(graalVm.toString());
    }

    @Test
    void oneThatBuildsNativeImagesIsNotPreferred() throws IOException {
        home(".jdks/plain", "25.0.3", "javac");
        assertThat(find(Map.of("PATH", graalVm.resolve("bin") + ":" + System.getenv("PATH"))))
                .isNotEqualTo(graalVm.toString());
    }

    private Path home(String name, String version, String... programs) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        for (String program : programs) {
            Path file = Files.createDirectories(home.resolve("bin")).resolve(program);
            Files.writeString(file, "#!/bin/sh\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return home;
    }

    /** What the script prints, in an environment of {@code variables} and a PATH alone. */
    private String find(Map<String, ?> variables, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().put("HOME", folder.toString());
        variables.forEach((name, value) -> builder.environment().put(name, value.toString()));
        return Command.capture("find-jdk", builder, Duration.ofMinutes(1))
                .output()
                .strip();
    }
}
