package example.shop.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How long files are, how configuration begins, and what must not be in a source. */
class FilesTest {

    private static final Path PROJECT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Set<String> GENERATED = Set.of("target", ".git", ".lab", "node_modules");
    private static final int MAX_CLASS_LINES = 170;
    private static final int MAX_TEST_LINES = 250;

    @Test
    void classesAreShort() throws IOException {
        for (Path file : files(".java")) {
            boolean test =
                    file.toString().contains("/tests/") || file.toString().contains("/src/test/");
            assertThat(Files.readAllLines(file).size())
                    .as("lines of " + PROJECT.relativize(file))
                    .isLessThanOrEqualTo(test ? MAX_TEST_LINES : MAX_CLASS_LINES);
        }
    }

    @Test
    void configurationBeginsWithWhatWhoAndWhatToChangeFirst() throws IOException {
        List<Path> configuration = Stream.of(".yaml", ".conf", ".properties", ".sql", ".env", ".options")
                .flatMap(ending -> files(ending).stream())
                .filter(file -> file.startsWith(PROJECT.resolve("infra"))
                        || file.startsWith(PROJECT.resolve("alerts"))
                        || file.toString().contains("/src/main/resources/"))
                .filter(file -> !file.toString().contains("/db/migration/"))
                .toList();
        assertThat(configuration).hasSizeGreaterThan(5);
        for (Path file : configuration) {
            String header =
                    String.join("\n", Files.readAllLines(file).stream().limit(6).toList());
            assertThat(header)
                    .as("header of " + PROJECT.relativize(file))
                    .containsSubsequence("What: ", "Who: ", "Change first: ");
        }
    }

    @Test
    void nothingSleepsIsSwitchedOffOrLeftToDo() throws IOException {
        // Put together here, so that this file does not find itself.
        Pattern unwanted = Pattern.compile("Thread\\.sl" + "eep\\(|@Dis" + "abled|\\bTO" + "DO\\b|\\bFIX" + "ME\\b");
        for (Path file : files(".java")) {
            assertThat(Files.readString(file))
                    .as(PROJECT.relativize(file).toString())
                    .doesNotContainPattern(unwanted);
        }
    }

    @Test
    void documentsHaveNoPlaceholders() throws IOException {
        for (Path file : files(".md")) {
            assertThat(Files.readString(file))
                    .as(PROJECT.relativize(file).toString())
                    .doesNotContain("@" + "@");
        }
    }

    @Test
    void modulesStateNoVersions() throws IOException {
        for (Path pom : files("pom.xml")) {
            if (!pom.equals(PROJECT.resolve("pom.xml"))) {
                String own = Files.readString(pom).replaceFirst("(?s)<parent>.*?</parent>", "");
                assertThat(own).as(PROJECT.relativize(pom).toString()).doesNotContain("<version>");
            }
        }
    }

    private static List<Path> files(String ending) {
        try (Stream<Path> tree = Files.walk(PROJECT)) {
            return tree.filter(path -> path.toString().endsWith(ending))
                    .filter(path -> Stream.iterate(path, Path::getParent)
                            .takeWhile(parent -> !parent.equals(PROJECT))
                            .noneMatch(parent ->
                                    GENERATED.contains(parent.getFileName().toString())))
                    .filter(Files::isRegularFile)
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
