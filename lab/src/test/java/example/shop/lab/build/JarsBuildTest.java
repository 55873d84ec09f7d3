package example.shop.lab.build;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.lab.Checkout;
import example.shop.lab.Progress;
import example.shop.lab.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarsBuildTest {

    private static final Instant BUILT = Instant.parse("2026-01-05T12:00:00Z");

    @TempDir
    Path project;

    private JarsBuild build;

    @BeforeEach
    void writeSourcesAndJars() throws IOException {
        Checkout.in(project);
        build = build(true);
        write(project.resolve("pom.xml"), BUILT.minusSeconds(60));
        for (String service : Checkout.SERVICES) {
            write(source(service), BUILT.minusSeconds(60));
            write(build.jar(service), BUILT);
            write(faults(service), BUILT);
        }
    }

    @Test
    void jarsNewerThanAllSourcesAreUpToDate() {
        assertThat(build.isUpToDate()).isTrue();
        assertThat(build.run(Checkout.SERVICES, new Progress(System.out))).isEqualTo("up to date");
    }

    @Test
    void changedSourceNeedsABuild() throws IOException {
        write(source("users"), BUILT.plusSeconds(1));
        assertThat(build.isUpToDate()).isFalse();
    }

    @Test
    void changedVersionsNeedABuild() throws IOException {
        write(project.resolve("pom.xml"), BUILT.plusSeconds(1));
        assertThat(build.isUpToDate()).isFalse();
    }

    @Test
    void missingJarNeedsABuild() throws IOException {
        Files.delete(build.jar("gateway"));
        assertThat(build.isUpToDate()).isFalse();
    }

    @Test
    void changedTestNeedsNoBuild() throws IOException {
        write(project.resolve("services/users/src/test/java/UserTest.java"), BUILT.plusSeconds(1));
        assertThat(build.isUpToDate()).isTrue();
    }

    @Test
    void buildWithFaultsIsNoneWithoutThem() throws IOException {
        assertThat(build(false).isUpToDate()).isFalse();
        for (String service : Checkout.SERVICES) {
            Files.delete(faults(service));
        }
        assertThat(build(false).isUpToDate()).isTrue();
        assertThat(build.isUpToDate()).isFalse();
    }

    private JarsBuild build(boolean withFaults) {
        return new JarsBuild(Settings.from(project, Map.of()), withFaults);
    }

    private Path faults(String service) {
        return build.artefact(service).resolve("lib/main/example.shop.faults-1.0.0.jar");
    }

    private Path source(String service) {
        return project.resolve("services").resolve(service).resolve("src/main/java/Source.java");
    }

    private static void write(Path file, Instant changed) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(changed));
    }
}
