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

/** How {@code infra/apps/build} tells Maven of a proxy: a stand-in for Maven prints the global settings that it gets. */
class ImageBuildTest {

    private static final Path BUILD = Tree.PROJECT.resolve("infra/apps/build");

    @TempDir
    private Path folder;

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
                .contains(
                        "<nonProxyHosts>corp|*.corp|a.example|*.a.example|b.example|*.b.example|*</nonProxyHosts>");
    }

    @Test
    void withoutProxyMavenKeepsItsOwnSettings() throws Exception {
        assertThat(settings(Map.of())).isEmpty();
    }

    private String settings(Map<String, String> environment) throws IOException, InterruptedException {
        Path maven = Files.writeString(
                folder.resolve("mvn"),
                "#!/bin/sh\nwhile [ $# -gt 0 ]; do [ \"$1\" != --global-settings ] || cat \"$2\"; shift; done\n");
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder("sh", BUILD.toString())
                .directory(Tree.PROJECT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.toLowerCase().endsWith("_proxy"));
        builder.environment().putAll(environment);
        builder.environment().put("MAVEN", maven.toString());
        assertThat(builder.start().waitFor()).as(Files.readString(output)).isZero();
        return Files.readString(output);
    }
}
