package example.shop.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import example.shop.lab.ServiceDeclaration;
import example.shop.lab.Settings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every place that names a service agrees with {@code services/<name>/compose.yaml}, the list of services. */
class ServicesTest {

    private static final YAMLMapper YAML = new YAMLMapper();

    /** As compose.yaml includes them. */
    static List<ServiceDeclaration> services() {
        return Settings.from(Tree.PROJECT, Map.of()).services();
    }

    /** Of the folders that declare one. */
    static List<String> names() {
        try (Stream<Path> folders = Files.list(Tree.PROJECT.resolve("services"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("compose.yaml")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError("services cannot be listed", e);
        }
    }

    @Test
    void composeIncludesEachFolderThatDeclaresAService() {
        assertThat(services()).extracting(ServiceDeclaration::name).containsExactlyInAnyOrderElementsOf(names());
    }

    @ParameterizedTest
    @MethodSource("services")
    void serviceListensWhereItsContainerPublishesIt(ServiceDeclaration service) throws IOException {
        Path file = Tree.PROJECT.resolve("services/" + service.name() + "/src/main/resources/application.properties");
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        }
        assertThat(settings.getProperty("quarkus.application.name")).isEqualTo(service.name());
        assertThat(settings.getProperty("quarkus.http.port"))
                .isEqualTo("${SERVICE_PORT:%d}", service.port().standard());
        assertThat(settings.getProperty("quarkus.management.port"))
                .isEqualTo("${MANAGEMENT_PORT:%d}", service.management().standard());
    }

    @ParameterizedTest
    @MethodSource("services")
    void containerHasTheNameOfItsFolderEverywhere(ServiceDeclaration service) throws IOException {
        String name = service.name();
        JsonNode file = yaml("services/" + name + "/compose.yaml");
        JsonNode container = file.path("services").path(name);
        JsonNode ports = file.path("services").path(name + "-ports");
        String upper = name.toUpperCase(Locale.ROOT);
        int port = service.port().standard();
        int management = service.management().standard();
        assertThat(ports.path("ports"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "127.0.0.1:${" + upper + "_PORT:-" + port + "}:" + port,
                        "127.0.0.1:${" + upper + "_MANAGEMENT_PORT:-" + management + "}:" + management);
        assertThat(ports.at("/environment/SERVICE").asText()).isEqualTo(name);
        assertThat(ports.at("/environment/PORTS").asText()).isEqualTo(port + " " + management);
        assertThat(ports.at("/logging/options/tag").asText()).isEqualTo(name + "-ports");
        assertThat(container.path("image").asText()).isEqualTo("${REGISTRY}/" + name + ":${VERSION}-${RUNTIME}");
        assertThat(container.at("/build/args/SERVICE").asText()).isEqualTo(name);
        // Setup gives the file with the password to this user.
        assertThat(container.path("user").asText()).isEqualTo(management + ":1001");
        assertThat(container.at("/logging/options/tag").asText()).isEqualTo(name);
        assertThat(container.at("/healthcheck/test/6").asText())
                .isEqualTo("http://127.0.0.1:" + management + "/health/ready");
    }

    @Test
    void scriptsReadTheSameListAsTheLab() throws IOException {
        Process script = new ProcessBuilder("infra/services")
                .directory(Tree.PROJECT.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(new String(script.getInputStream().readAllBytes()).lines())
                .containsExactlyInAnyOrderElementsOf(services().stream()
                        .map(service -> service.name() + " " + service.port().standard() + " "
                                + service.management().standard())
                        .toList());
    }

    @Test
    void mavenBuildsAndAnalysesEachService() throws IOException {
        assertThat(names()).allSatisfy(name -> {
            assertThat(text("pom.xml")).contains("<module>services/" + name + "</module>");
            assertThat(text("tests/conventions/pom.xml")).contains("<artifactId>" + name + "</artifactId>");
        });
    }

    @Test
    void checksKnowTheAddressOfEachService() throws IOException {
        List<String> places = new ArrayList<>();
        yaml("checks/shop.yaml")
                .path("services")
                .properties()
                .forEach(place -> places.add(
                        place.getKey() + " " + place.getValue().path("url").asText() + " "
                                + place.getValue().path("management").asText()));
        assertThat(places)
                .containsExactlyInAnyOrderElementsOf(services().stream()
                        .map(service -> service.name() + " http://127.0.0.1:"
                                + service.port().standard() + " http://127.0.0.1:"
                                + service.management().standard())
                        .toList());
    }

    /** Loki counts lines by these policies, and ServiceSilent reads the counts. */
    @Test
    void lokiCountsTheLinesOfEachService() throws IOException {
        JsonNode policies = yaml("infra/loki/loki.yaml").path("limits_config").path("policy_stream_mapping");
        assertThat(policies.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(names());
        assertThat(names()).allSatisfy(name -> assertThat(
                        policies.path(name).path(0).path("selector").asText())
                .isEqualTo("{container=\"" + name + "\"}"));
    }

    @Test
    void workflowTestsEachServiceNatively() throws IOException {
        assertThat(yaml(".github/workflows/native.yml").at("/jobs/services/strategy/matrix/service"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(names());
    }

    private static JsonNode yaml(String file) throws IOException {
        return YAML.readTree(text(file));
    }

    private static String text(String file) throws IOException {
        return Files.readString(Tree.PROJECT.resolve(file));
    }
}
