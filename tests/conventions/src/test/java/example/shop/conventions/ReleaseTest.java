package example.shop.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code scripts/release} with stand-ins for docker, cosign and gh: the contents of a release, and their names. */
class ReleaseTest {

    /**
     * Prints its arguments; a pushed image has a digest for each repository that it was pushed to, and no faults
     * built in.
     */
    private static final String DOCKER = """
            #!/usr/bin/env bash
            echo "docker $*" >>"$CALLS"
            if [[ $* == *example.shop.faults* ]]; then
              # Only an image of a service has the label.
              [[ $* != *@(-jvm|-native) ]] || echo "false"
            elif [[ $1 == image ]]; then
              name=${*: -1}
              echo "elsewhere.example/other@sha256:0000"
              echo "${name%:*}@sha256:$(printf %s "$name" | sha256sum | cut -c1-8)"
            fi
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void standIns() throws IOException {
        executable("docker", DOCKER);
        executable("cosign", "#!/usr/bin/env bash\necho \"cosign $*\" >>\"$CALLS\"\n");
        executable("gh", "#!/usr/bin/env bash\nprintf '%s\\n' \"gh $1\" \"${@:2}\" >>\"$CALLS\"\n");
    }

    @Test
    void tagMustBeTheVersion() throws Exception {
        assertThat(release("check", "v1.0.0")).as(file("output")).isZero();
        assertThat(release("check", "v1.0.1")).isEqualTo(1);
        assertThat(file("output")).contains("The tag is v1.0.1, .env says VERSION=1.0.0 and pom.xml 1.0.0");
    }

    @Test
    void planListsEveryStepAndRunsNone() throws Exception {
        assertThat(release("plan", "v1.0.0", "registry.example/Owner/Shop"))
                .as(file("output"))
                .isZero();
        assertThat(file("output"))
                .contains(
                        "docker tag observable-shop/gateway:1.0.0-native registry.example/owner/shop/gateway:1.0.0-native\n",
                        "docker push registry.example/owner/shop/guard:1.0.0\n",
                        "cosign sign registry.example/owner/shop/users@<its digest>\n",
                        "gh release create v1.0.0\n");
        assertThat(folder.resolve("calls")).doesNotExist();
        assertThat(release("plan", "v1.0.1", "registry.example/shop")).isEqualTo(1);
        assertThat(file("output")).doesNotContain("docker");
    }

    @Test
    void notesListTheChangesSinceThePreviousTag() throws Exception {
        Path project = history();
        assertThat(run(project.resolve("scripts/release"), "notes", "v1.1.0")).isZero();
        assertThat(file("output")).isEqualTo("""
                Changes since v1.0.0:

                ### lab

                - a second thing
                - a fourth thing

                ### services

                - a third thing
                """);
        assertThat(run(project.resolve("scripts/release"), "notes", "v1.0.0")).isZero();
        assertThat(file("output")).isEqualTo("Changes:\n\n### lab\n\n- a first thing\n");
        // The next release, which has no tag yet.
        assertThat(run(project.resolve("scripts/release"), "notes", "v1.2.0")).isZero();
        assertThat(file("output")).isEqualTo("Changes since v1.1.0:\n\n### docs\n\n- a fifth thing\n");
    }

    @Test
    void releaseHasItsNotesAndFiles() throws Exception {
        Path files = Files.createDirectories(folder.resolve("files"));
        assertThat(release("publish", "v1.0.0", files.toString())).isEqualTo(1);
        assertThat(folder.resolve("calls")).doesNotExist();
        Files.writeString(files.resolve("sbom of users.json"), "{}");
        assertThat(release("publish", "v1.0.0", files.toString()))
                .as(file("output"))
                .isZero();
        assertThat(file("calls"))
                .startsWith("gh release\ncreate\nv1.0.0\n--verify-tag\n--title\nv1.0.0\n--notes-file\n")
                .endsWith("\n" + files.resolve("sbom of users.json") + "\n");
    }

    @Test
    void everyImageOfTheProjectIsPushed() throws Exception {
        assertThat(release("push", "registry.example/Owner/Shop"))
                .as(file("output"))
                .isZero();
        String outputs = file("outputs");
        assertThat(outputs).startsWith("pushed=");
        JsonNode pushed = new JsonMapper().readTree(outputs.substring("pushed=".length()));
        assertThat(pushed.valueStream().map(image -> image.path("file").asText()))
                .containsExactlyElementsOf(Stream.concat(
                                ServicesTest.names().stream()
                                        .flatMap(name -> Stream.of(name + "-1.0.0-jvm", name + "-1.0.0-native")),
                                Stream.of("guard-1.0.0"))
                        .toList());
        assertThat(pushed.path(0).path("name").asText())
                .isEqualTo("registry.example/owner/shop/" + ServicesTest.names().getFirst());
        assertThat(pushed.valueStream().map(image -> image.path("digest").asText()))
                .allMatch(digest -> digest.matches("sha256:[0-9a-f]{8}"))
                .doesNotHaveDuplicates();
        assertThat(file("calls"))
                .contains(
                        "docker tag observable-shop/users:1.0.0-jvm registry.example/owner/shop/users:1.0.0-jvm\n",
                        "docker push --quiet registry.example/owner/shop/guard:1.0.0\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "native"})
    void composeFileOfARuntimePinsEachPushedImage(String runtime) throws Exception {
        assertThat(release("push", "registry.example/Owner/Shop"))
                .as(file("output"))
                .isZero();
        Map<String, String> digests = new HashMap<>();
        for (JsonNode image : new JsonMapper().readTree(file("outputs").substring("pushed=".length()))) {
            digests.put(
                    image.path("file").asText(),
                    image.path("name").asText() + "@" + image.path("digest").asText());
        }
        Map<String, String> expected = new HashMap<>(Map.of("guard", digests.get("guard-1.0.0")));
        ServicesTest.names().forEach(name -> expected.put(name, digests.get(name + "-1.0.0-" + runtime)));
        String text = file("release/compose." + runtime + ".yaml");
        Map<String, String> pinned = new HashMap<>();
        for (Map.Entry<String, JsonNode> service :
                new YAMLMapper().readTree(text).path("services").properties()) {
            pinned.put(service.getKey(), service.getValue().path("image").asText());
            assertThat(service.getValue().path("pull_policy").asText()).isEqualTo("missing");
        }
        assertThat(pinned).isEqualTo(expected);
        // Compose would build over the published image.
        assertThat(text.lines().filter(line -> line.endsWith(", build: !reset null}")))
                .hasSize(pinned.size());
        assertThat(text).contains("--file compose.yaml --file compose." + runtime + ".yaml up --wait\n");
    }

    @Test
    void nothingIsPushedWithFaultsBuiltIn() throws Exception {
        executable("docker", DOCKER.replace("echo \"false\"", "echo \"true\""));
        assertThat(release("push", "registry.example/shop")).isEqualTo(1);
        assertThat(file("output"))
                .contains("In observable-shop/" + ServicesTest.names().getFirst()
                        + ":1.0.0-jvm faults can be switched on");
        assertThat(file("calls")).doesNotContain("docker tag", "docker push");
    }

    @Test
    void imageWithoutDigestEndsTheRelease() throws Exception {
        executable("docker", "#!/usr/bin/env bash\n[[ $* != *example.shop.faults* ]] || echo false\n");
        assertThat(release("push", "registry.example/shop")).isEqualTo(1);
        assertThat(file("output")).contains(":1.0.0-jvm was pushed, and has no digest");
    }

    @Test
    void onlyADigestIsSigned() throws Exception {
        assertThat(release("sign", "registry.example/shop/users:1.0.0-jvm")).isEqualTo(2);
        assertThat(folder.resolve("calls")).doesNotExist();
        assertThat(release("sign", "registry.example/shop/users@sha256:0123")).isZero();
        assertThat(file("calls")).isEqualTo("cosign sign --yes registry.example/shop/users@sha256:0123\n");
    }

    @Test
    void withoutArgumentsItPrintsItsUsage() throws Exception {
        assertThat(release()).isEqualTo(2);
        assertThat(file("output")).contains("scripts/release check", "scripts/release push", "scripts/release publish");
    }

    /** Commits of three versions, the last without a tag, below a copy of the script. */
    private Path history() throws IOException, InterruptedException {
        Path project =
                Files.createDirectories(folder.resolve("project/scripts")).getParent();
        Files.copy(Tree.PROJECT.resolve("scripts/release"), project.resolve("scripts/release"));
        Files.writeString(project.resolve(".env"), "VERSION=1.0.0\n");
        git(project, "init", "--quiet");
        for (String step : List.of(
                "lab: a first thing",
                "v1.0.0",
                "lab: a second thing",
                "services: a third thing",
                "Nothing that has an area",
                "lab: a fourth thing",
                "v1.1.0",
                "docs: a fifth thing")) {
            if (step.startsWith("v1")) {
                git(project, "tag", step);
            } else {
                git(project, "commit", "--quiet", "--allow-empty", "--message", step);
            }
        }
        return project;
    }

    private void git(Path project, String... words) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-C", project.toString(), "-c", "user.name=test"));
        arguments.addAll(
                List.of("-c", "user.email=test@shop.example", "-c", "commit.gpgsign=false", "-c", "tag.gpgsign=false"));
        arguments.addAll(List.of(words));
        assertThat(run(Path.of("git"), arguments.toArray(String[]::new)))
                .as(file("output"))
                .isZero();
    }

    private int release(String... arguments) throws IOException, InterruptedException {
        return run(Tree.PROJECT.resolve("scripts/release"), arguments);
    }

    private int run(Path program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        builder.environment().put("CALLS", folder.resolve("calls").toString());
        builder.environment().put("RELEASE_FOLDER", folder.resolve("release").toString());
        builder.environment().put("GITHUB_OUTPUT", folder.resolve("outputs").toString());
        return builder.start().waitFor();
    }

    private void executable(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String file(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Files.readString(file) : "";
    }
}
