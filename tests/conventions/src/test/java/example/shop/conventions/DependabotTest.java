package example.shop.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Dependabot's configuration has every folder with pins, and none that is gone. */
class DependabotTest {

    private static final Path FILE = Tree.PROJECT.resolve(".github/dependabot.yml");

    @Test
    void dependabotWatchesEveryPin() throws IOException {
        assertThat(FILE).exists();
        String text = Files.readString(FILE);
        Set<String> modules = foldersOf("go\\.mod");
        Set<String> images = foldersOf("Dockerfile");
        assertThat(modules).hasSizeGreaterThan(7);
        assertThat(images).isNotEmpty();
        assertThat(problems(text, "gomod", modules)).isEmpty();
        assertThat(problems(text, "docker", images)).isEmpty();
        // The parent has every version, and Dependabot finds the modules by itself; Zipkin is no module.
        assertThat(problems(text, "maven", Set.of("/", "/infra/zipkin/distribution")))
                .isEmpty();
        assertThat(problems(text, "npm", foldersOf("package\\.json"))).isEmpty();
        // The root means .github/workflows.
        Set<String> actions = foldersOf("action\\.ya?ml");
        actions.add("/");
        assertThat(problems(text, "github-actions", actions)).isEmpty();
    }

    @Test
    void missingFolderIsFound() throws IOException {
        String text = "updates: [{package-ecosystem: gomod, directory: /infra/k6/distribution}]";
        assertThat(problems(text, "gomod", Set.of("/infra/k6/distribution"))).isEmpty();
        assertThat(problems(text, "gomod", Set.of("/infra/k6/distribution", "/infra/loki/distribution")))
                .containsExactly("gomod does not look into /infra/loki/distribution");
        assertThat(problems(text, "docker", Set.of("/infra/k6/distribution")))
                .containsExactly("docker does not look into /infra/k6/distribution");
    }

    @Test
    void removedFolderIsFound() throws IOException {
        String text = "updates: [{package-ecosystem: gomod, directories: [/infra/*/distribution, /gone, '/old/*']}]";
        assertThat(problems(text, "gomod", Set.of("/infra/k6/distribution")))
                .containsExactly("gomod looks into /gone for nothing", "gomod looks into /old/* for nothing");
    }

    /** One star matches one folder, two match any number, as in Dependabot. */
    private static List<String> problems(String text, String ecosystem, Set<String> folders) throws IOException {
        List<String> patterns = new ArrayList<>();
        for (JsonNode update : new YAMLMapper().readTree(text).path("updates")) {
            if (update.path("package-ecosystem").asText().equals(ecosystem)) {
                patterns.addAll(update.findValuesAsText("directory"));
                update.path("directories").forEach(folder -> patterns.add(folder.asText()));
            }
        }
        List<String> problems = new ArrayList<>();
        new TreeSet<>(folders)
                .stream()
                        .filter(folder -> patterns.stream().noneMatch(pattern -> matches(pattern, folder)))
                        .forEach(folder -> problems.add(ecosystem + " does not look into " + folder));
        patterns.stream()
                .filter(pattern -> folders.stream().noneMatch(folder -> matches(pattern, folder)))
                .forEach(pattern -> problems.add(ecosystem + " looks into " + pattern + " for nothing"));
        return problems;
    }

    private static boolean matches(String pattern, String folder) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(Path.of(folder));
    }

    private static Set<String> foldersOf(String name) {
        Set<String> folders = new TreeSet<>();
        for (Path file : Tree.files(path -> path.getFileName().toString().matches(name))) {
            folders.add("/" + Tree.PROJECT.relativize(file.getParent()));
        }
        return folders;
    }
}
