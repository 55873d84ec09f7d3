package example.shop.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Length of files, headers of configuration, and text that sources must not contain. */
class FilesTest {

    private static final int MAX_LINES = 300;

    @Test
    void classesAreShort() throws IOException {
        for (Path file : Tree.files(".java")) {
            assertThat(Files.readAllLines(file).size())
                    .as("lines of " + Tree.PROJECT.relativize(file))
                    .isLessThanOrEqualTo(MAX_LINES);
        }
    }

    @Test
    void configurationBeginsWithWhatAndWho() throws IOException {
        List<Path> configuration = Stream.of(".yaml", ".conf", ".properties", ".sql", ".env", ".options", ".yml")
                .flatMap(ending -> Tree.files(ending).stream())
                .filter(file -> file.startsWith(Tree.PROJECT.resolve("infra"))
                        || file.startsWith(Tree.PROJECT.resolve("alerts"))
                        || file.startsWith(Tree.PROJECT.resolve(".github"))
                        || file.toString().contains("/src/main/resources/"))
                .filter(file -> !file.toString().contains("/db/migration/"))
                .toList();
        assertThat(configuration).hasSizeGreaterThan(5);
        for (Path file : configuration) {
            String header =
                    String.join("\n", Files.readAllLines(file).stream().limit(6).toList());
            assertThat(header).as("header of " + Tree.PROJECT.relativize(file)).containsSubsequence("What: ", "Who: ");
        }
    }

    @Test
    void noSleepsDisabledTestsOrTodos() throws IOException {
        // Put together here, so that this file does not find itself.
        Pattern unwanted = Pattern.compile("Thread\\.sl" + "eep\\(|@Dis" + "abled|\\bTO" + "DO\\b|\\bFIX" + "ME\\b");
        for (Path file : Tree.files(".java")) {
            assertThat(Files.readString(file))
                    .as(Tree.PROJECT.relativize(file).toString())
                    .doesNotContainPattern(unwanted);
        }
    }

    @Test
    void documentsHaveNoPlaceholders() throws IOException {
        for (Path file : Tree.files(".md")) {
            assertThat(Files.readString(file))
                    .as(Tree.PROJECT.relativize(file).toString())
                    .doesNotContain("@" + "@");
        }
    }

    /** What is built for the lab is no module, and has pins of its own. */
    @Test
    void modulesStateNoVersions() throws IOException {
        for (Path pom : Tree.files("pom.xml")) {
            if (!pom.equals(Tree.PROJECT.resolve("pom.xml")) && !pom.toString().contains("/distribution/")) {
                String own = Files.readString(pom).replaceFirst("(?s)<parent>.*?</parent>", "");
                assertThat(own).as(Tree.PROJECT.relativize(pom).toString()).doesNotContain("<version>");
            }
        }
    }
}
