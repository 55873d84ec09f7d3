package example.shop.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compose runs the same files and the same versions as the lab. */
class ComposeTest {

    private static final String CONTRIB = "github.com/open-telemetry/opentelemetry-collector-contrib/";
    private static final Path INFRA = Tree.PROJECT.resolve("infra");
    private static final Pattern MOUNT = Pattern.compile("^ *- \"?(\\.{1,2}[^:\\s]*):", Pattern.MULTILINE);

    @Test
    void mountedFilesExist() throws IOException {
        List<Path> files = composeFiles();
        assertThat(files).hasSizeGreaterThan(9);
        for (Path file : files) {
            for (MatchResult mount :
                    MOUNT.matcher(Files.readString(file)).results().toList()) {
                Path source = file.resolveSibling(mount.group(1)).normalize();
                assertThat(source).as("mounted by " + file).exists();
            }
        }
    }

    /** A second file of the same name would be a fork that only compose or only the lab reads. */
    @Test
    void eachConfigurationExistsOnce() throws IOException {
        Map<String, List<Path>> byName;
        try (Stream<Path> tree = Files.walk(Tree.PROJECT)) {
            byName = tree.filter(Files::isRegularFile)
                    .map(Tree.PROJECT::relativize)
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
        "POSTGRES_EXPORTER_IMAGE, v([\\d.]+), postgres-exporter, github.com/prometheus-community/postgres_exporter v$1",
        "NGINX_EXPORTER_IMAGE, ([\\d.]+), nginx-exporter, github.com/nginx/nginx-prometheus-exporter v$1",
        "PERSES_IMAGE, v([\\d.]+), perses, github.com/perses/perses v$1",
        "K6_IMAGE, ([\\d.]+), k6, go.k6.io/k6 v$1",
    })
    void imageHasTheVersionThatTheLabBuilds(String variable, String tag, String component, String pin)
            throws IOException {
        String goMod = Files.readString(INFRA.resolve(component + "/distribution/go.mod"));
        assertThat(goMod).contains("\nrequire " + version(variable).replaceFirst(tag, pin) + "\n");
    }

    /** Its module numbers releases differently: the newest line of its changelog has both numbers. */
    @Test
    void jaegerHasTheVersionThatTheLabBuilds() throws IOException {
        assertThat(Files.readString(Tree.PROJECT.resolve("lab/src/main/java/example/shop/lab/build/GoTools.java")))
                .contains("latestVersion=v" + version("JAEGER_IMAGE") + "\"");
        // v1.76.0 / v2.13.0, as its releases are named.
        Matcher module = Pattern.compile("github.com/jaegertracing/jaeger v1\\.(\\d+)\\.(\\d+)")
                .matcher(Files.readString(INFRA.resolve("jaeger/distribution/go.mod")));
        assertThat(module.find()).isTrue();
        assertThat(version("JAEGER_IMAGE"))
                .isEqualTo("2." + (Integer.parseInt(module.group(1)) - 63) + "." + module.group(2));
    }

    /** The build compiles the versions in go.mod; the manifest, the builder and the image's tag say the same. */
    @Test
    void collectorHasOneVersion() throws IOException {
        String version = version("OTELCOL_IMAGE");
        String manifest = Files.readString(INFRA.resolve("collector/distribution/manifest.yaml"));
        assertThat(manifest).contains("  version: " + version + "\n");
        Map<String, String> required = required(INFRA.resolve("collector/distribution/go.mod"));
        assertThat(required.get("go.opentelemetry.io/collector/otelcol")).isEqualTo(version);
        assertThat(Files.readString(Tree.PROJECT.resolve("lab/src/main/java/example/shop/lab/build/GoTools.java")))
                .contains("go.opentelemetry.io/collector/cmd/builder@v" + version + "\"");
        Map<String, String> components = Pattern.compile("- gomod: (\\S+) v(\\S+)")
                .matcher(manifest)
                .results()
                .collect(Collectors.toMap(line -> line.group(1), line -> line.group(2)));
        assertThat(components).hasSizeGreaterThan(10);
        components.forEach(
                (module, said) -> assertThat(required.get(module)).as(module).isEqualTo(said));
        Set<String> otherwise = components.keySet().stream()
                .filter(module -> !module.contains("/confmap/provider/"))
                .filter(module -> !components.get(module).equals(version))
                .collect(Collectors.toSet());
        // It needs a module whose later version the proxies lack (named in the manifest).
        assertThat(otherwise).isSubsetOf(CONTRIB + "receiver/filelogreceiver");
    }

    /** The kernel kills at the limit: an alert above it would never fire. */
    @ParameterizedTest
    @CsvSource({
        "collector, otel-collector, COLLECTOR_LIMIT_MIB",
        "collector, x-collector, MEMBER_LIMIT_MIB",
        "log-agent, log-agent, LOG_AGENT_LIMIT_MIB",
    })
    void alertOnMemoryKnowsTheLimitAndFiresBelowIt(String folder, String container, String variable)
            throws IOException {
        Matcher share = Pattern.compile(
                        "clamp_max\\(([\\d.]+) \\* service:memory_limit:bytes, 1024 \\* 1024 \\* 1024\\)")
                .matcher(Files.readString(Tree.PROJECT.resolve("alerts/pipeline.yaml")));
        assertThat(share.find()).isTrue();
        String compose = Files.readString(INFRA.resolve(folder).resolve("compose.yaml"));
        Matcher begin =
                Pattern.compile("(?m)^(  )?" + container + ":( &\\w+)?$").matcher(compose);
        assertThat(begin.find()).isTrue();
        String block = compose.substring(begin.end());
        assertThat(block.substring(block.indexOf("mem_limit: ")))
                .as("the first limit of " + container)
                .startsWith("mem_limit: ${" + variable + "}m\n");
        assertThat(Files.readString(INFRA.resolve("setup/prepare")))
                .containsPattern("limit \\S+ \"\\$" + variable + "\"");
        assertThat(Files.readString(INFRA.resolve("setup/compose.yaml")))
                .contains(variable + ": ${" + variable + "}\n");
        long limit = Long.parseLong(version(variable));
        long garbageCollected = Long.parseLong(block.replaceFirst("(?s).*?GOMEMLIMIT: (\\d+)MiB.*", "$1"));
        assertThat(Double.parseDouble(share.group(1)) * limit)
                .as("below the limit and above GOMEMLIMIT")
                .isBetween(0.99 * garbageCollected, 0.95 * limit);
    }

    /** The version of each module, without its v. */
    private static Map<String, String> required(Path goMod) throws IOException {
        return Pattern.compile("^\\s*(?:require )?(\\S+) v(\\S+)", Pattern.MULTILINE)
                .matcher(Files.readString(goMod).replaceFirst("(?s)\nreplace .*", ""))
                .results()
                .collect(Collectors.toMap(line -> line.group(1), line -> line.group(2), (first, second) -> first));
    }

    private static String version(String variable) throws IOException {
        Properties pins = new Properties();
        try (var file = Files.newBufferedReader(Tree.PROJECT.resolve(".env"))) {
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
