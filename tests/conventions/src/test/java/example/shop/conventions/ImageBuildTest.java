package example.shop.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code infra/apps/build}, with a stand-in for Maven that prints the global settings it gets. */
class ImageBuildTest {

    private static final Path BUILD = Tree.PROJECT.resolve("infra/apps/build");

    @TempDir
    private Path folder;

    @TempDir
    private Path cache;

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
            http://proxy.example:3128/ <host>proxy.example</host><port>3128</port>
            proxy.example <host>proxy.example</host><port>80</port>
            http://me@proxy.example:1 <username>me</username><host>proxy.example</host><port>1</port>
            http://me:p%40&w@proxy.example:1 <username>me</username><password>p&#x40;&amp;w</password><host>proxy.example</host><port>1</port>
            """)
    void proxyOfTheEnvironmentBecomesOneOfMaven(String address, String proxy) throws Exception {
        assertThat(settings(Map.of("HTTPS_PROXY", address)))
                .contains("<proxy><id>https</id><protocol>https</protocol>" + proxy + "<nonProxyHosts>");
    }

    @Test
    void namesWithoutProxyStandForTheirSubdomains() throws Exception {
        assertThat(settings(Map.of("HTTP_PROXY", "proxy:1", "NO_PROXY", ".corp, *.a.example,b.example:8080,*")))
                .contains("<protocol>http</protocol>")
                .contains("<nonProxyHosts>corp|*.corp|a.example|*.a.example|b.example|*.b.example|*</nonProxyHosts>");
    }

    @Test
    void withoutProxyMavenKeepsItsOwnSettings() throws Exception {
        assertThat(settings(Map.of())).isEmpty();
    }

    @Test
    void sameSourcesAreBuiltOnce() throws Exception {
        settings(Map.of());
        Path jar = folder.resolve("services/users/target/quarkus-aot/run.jar");
        Files.delete(jar);
        assertThat(settings(Map.of())).contains("built before");
        assertThat(jar).exists();
        Files.writeString(folder.resolve("services/users/pom.xml"), "<project/>");
        assertThat(settings(Map.of())).isEmpty();
    }

    private String settings(Map<String, String> environment) throws IOException, InterruptedException {
        Path properties = folder.resolve("services/users/src/main/resources/application.properties");
        Files.createDirectories(properties.getParent());
        Files.writeString(properties, "");
        Files.createDirectories(folder.resolve("services/users/target/quarkus-aot"));
        Files.writeString(folder.resolve("services/users/target/quarkus-aot/run.jar"), "");
        Path maven = Files.writeString(
                folder.resolve("mvn"),
                "#!/bin/sh\nwhile [ $# -gt 0 ]; do [ \"$1\" != --global-settings ] || cat \"$2\"; shift; done\n");
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path output = cache.resolve("output");
        ProcessBuilder builder = new ProcessBuilder("sh", BUILD.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.toLowerCase().endsWith("_proxy"));
        builder.environment().putAll(environment);
        builder.environment().put("MAVEN", maven.toString());
        builder.environment().put("CACHE", cache.resolve("built").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        assertThat(builder.start().waitFor()).as(Files.readString(output)).isZero();
        return Files.readString(output);
    }
}
