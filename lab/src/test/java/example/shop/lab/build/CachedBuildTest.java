package example.shop.lab.build;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.lab.Checkout;
import example.shop.lab.Progress;
import example.shop.lab.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachedBuildTest {

    @TempDir
    Path project;

    @BeforeEach
    void writeSources() throws IOException {
        Checkout.in(project);
        write("pom.xml", "versions");
        write("services/pom.xml", "dependencies");
        write("infra/apps/jvm.options", "-Xmx192m");
        for (String module : new String[] {"telemetry", "web", "faults", "users", "products", "gateway"}) {
            write("services/" + module + "/pom.xml", module);
            write("services/" + module + "/src/main/java/Source.java", "class Source {}");
        }
    }

    @Test
    void changedSourceIsAnotherBuildOfItsServiceAlone() throws IOException {
        Path users = artefact("users");
        Path products = artefact("products");
        write("services/users/src/main/java/Source.java", "class Source { }");
        assertThat(artefact("users")).isNotEqualTo(users);
        assertThat(artefact("products")).isEqualTo(products);
    }

    @Test
    void changedTelemetryIsAnotherBuildOfEveryService() throws IOException {
        Path users = artefact("users");
        write("services/telemetry/src/main/java/Source.java", "class Source { }");
        assertThat(artefact("users")).isNotEqualTo(users);
    }

    /** A cache is made for a heap as well. */
    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "services/pom.xml", "infra/apps/jvm.options"})
    void changedVersionOrHeapIsAnotherBuild(String file) throws IOException {
        Path users = artefact("users");
        write(file, "other");
        assertThat(artefact("users")).isNotEqualTo(users);
    }

    @Test
    void movedSourceIsAnotherBuild() throws IOException {
        Path users = artefact("users");
        Path folder = project.resolve("services/users/src/main/java");
        Files.move(folder.resolve("Source.java"), folder.resolve("Tree.java"));
        assertThat(artefact("users")).isNotEqualTo(users);
    }

    @Test
    void buildWithoutFaultsIsAnotherAndDependsNotOnThem() throws IOException {
        Path without = build(false).artefact("users");
        assertThat(without).isNotEqualTo(artefact("users"));
        write("services/faults/src/main/java/Source.java", "class Source { }");
        assertThat(build(false).artefact("users")).isEqualTo(without);
    }

    @Test
    void changedTestIsTheSameBuild() throws IOException {
        Path users = artefact("users");
        write("services/users/src/test/java/UserTest.java", "class UserTest {}");
        assertThat(artefact("users")).isEqualTo(users);
    }

    @Test
    void firstRunRecordsAndLaterOnesBeginWithTheCacheThatIsMadeOfIt() throws IOException {
        Path cache = artefact("users").resolve("app.aot");
        assertThat(build().command("users"))
                .contains(
                        "-XX:AOTMode=record",
                        "-XX:AOTConfiguration=" + artefact("users").resolve("app.aotconf"));
        Files.createDirectories(cache.getParent());
        Files.writeString(cache, "cache");
        assertThat(build().command("users"))
                .contains("-XX:AOTCache=" + cache, "-XX:AOTMode=on")
                .doesNotContain("-XX:AOTMode=record");
    }

    @Test
    void halfARecordingIsThrownAwayAndNothingIsLeftThatKeepsTheServiceFromStarting() throws IOException {
        Path recording = artefact("users").resolve("app.aotconf");
        Files.createDirectories(recording.getParent());
        Files.writeString(recording, "half");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        build().run(List.of("users"), new Progress(new PrintStream(said)));
        assertThat(said.toString()).contains("The next run of users records again");
        assertThat(recording).doesNotExist();
        assertThat(build().command("users")).contains("-XX:AOTMode=record");
    }

    private Path artefact(String service) {
        return build().artefact(service);
    }

    private CachedBuild build() {
        return build(true);
    }

    private CachedBuild build(boolean withFaults) {
        return new CachedBuild(
                Settings.from(
                        project,
                        Map.of("XDG_CACHE_HOME", project.resolve("cache").toString())),
                ServiceRuntime.AOT,
                withFaults);
    }

    private void write(String file, String text) {
        Checkout.write(project.resolve(file), text);
    }
}
