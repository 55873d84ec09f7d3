package example.shop.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That compose runs what the lab runs: the same files, the same versions. */
class ComposeTest {

    private static final Path PROJECT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Path INFRA = PROJECT.resolve("infra");
    private static final Pattern MOUNT = Pattern.compile("^ *- \"?(\\.{1,2}[^:\\s]*):", Pattern.MULTILINE);

    @Test
    void whatIsMountedIsThere() throws IOException {
        List<Path> files = composeFiles();
        assertThat(files).hasSizeGreaterThan(9);
        for (Path file : files) {
            for (MatchResult mount :
                    MOUNT.matcher(Files.readString(file)).results().toList()) {
                Path source = file.resolveSibling(mount.group(1)).normalize();
                // Made by infra/secrets.
                if (!source.startsWith(PROJECT.resolve(".secrets"))) {
                    assertThat(source).as("mounted by " + file).exists();
                }
            }
        }
    }

    /** A second file of the same name would be a fork that only one of the two ways to run reads. */
    @Test
    void eachConfigurationIsThereOnce() throws IOException {
        Map<String, List<Path>> byName;
        try (Stream<Path> tree = Files.walk(PROJECT)) {
            byName = tree.filter(Files::isRegularFile)
                    .map(PROJECT::relativize)
                    .filter(path ->
                            path.toString().matches("(infra|tests|lab|alerts)/.*\\.(yaml|conf|options|sql|tmpl)"))
                    .filter(path -> !path.toString().contains("/target/"))
                    .filter(path -> !path.toString().matches(".*(/compose\\.yaml|/db/migration/.*|alerts/.*)"))
                    .collect(Collectors.groupingBy(path -> path.getFileName().toString()));
        }
        assertThat(byName).hasSizeGreaterThan(10);
        byName.forEach((name, paths) -> assertThat(paths).as(name).hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({
        // Prometheus 3.16 is the Go module 0.316.
        "PROMETHEUS_IMAGE, v3.(\\d+).(\\d+), prometheus, github.com/prometheus/prometheus v0.3$1.$2",
        "ALERTMANAGER_IMAGE, v([\\d.]+), alertmanager, github.com/prometheus/alertmanager v$1",
        "LOKI_IMAGE, ([\\d.]+), loki, github.com/grafana/loki/v3 v$1",
        "K6_IMAGE, ([\\d.]+), k6, go.k6.io/k6 v$1",
    })
    void imageIsTheVersionThatTheLabBuilds(String variable, String tag, String component, String pin)
            throws IOException {
        String goMod = Files.readString(INFRA.resolve(component + "/distribution/go.mod"));
        assertThat(goMod).contains("\nrequire " + version(variable).replaceFirst(tag, pin) + "\n");
    }

    @Test
    void jaegerAndTheCollectorAreTheVersionsThatTheLabBuilds() throws IOException {
        assertThat(Files.readString(PROJECT.resolve("lab/src/main/java/example/shop/lab/GoTools.java")))
                .contains("latestVersion=v" + version("JAEGER_IMAGE") + "\"");
        assertThat(Files.readString(INFRA.resolve("collector/distribution/manifest.yaml")))
                .contains("  version: " + version("OTELCOL_IMAGE") + "\n");
    }

    private static String version(String variable) throws IOException {
        Properties pins = new Properties();
        try (var file = Files.newBufferedReader(PROJECT.resolve(".env"))) {
            pins.load(file);
        }
        return pins.getProperty(variable).replaceFirst(".*:", "");
    }

    private static List<Path> composeFiles() throws IOException {
        try (Stream<Path> folders = Files.list(INFRA)) {
            return folders.map(folder -> folder.resolve("compose.yaml"))
                    .filter(Files::exists)
                    .toList();
        }
    }
}
