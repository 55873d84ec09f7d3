package example.shop.perses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole folder of dashboards, converted. */
class FolderTest {

    private static final Converter CONVERTER =
            new Converter(new Pages("http://127.0.0.1:9090", "http://127.0.0.1:9411", Pages.TracePage.ZIPKIN));

    private static final String EMPTY = "{\"title\": \"t\", \"panels\": []}";

    @Test
    void oneUnreadableDashboardLeavesNothingWritten(@TempDir Path folder, @TempDir Path out) throws IOException {
        Files.writeString(folder.resolve("a.json"), "{\"title\": \"t\", \"panels\": []}");
        Files.writeString(folder.resolve("b.json"), "{");
        assertThatThrownBy(() -> CONVERTER.convertAll(folder, out)).hasMessageContaining("b.json");
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void aDashboardThatIsNoMoreGoesAndAnotherFileStays(@TempDir Path folder, @TempDir Path out) throws IOException {
        Path one = Files.writeString(folder.resolve("a.json"), EMPTY);
        CONVERTER.convertAll(folder, out);
        Files.move(one, folder.resolve("b.json"));
        Files.writeString(out.resolve("package.json"), "{}");
        assertThat(CONVERTER.convertAll(folder, out)).isEqualTo(1);
        assertThat(out)
                .isDirectoryContaining("glob:**/b.json")
                .isDirectoryContaining("glob:**/package.json")
                .isDirectoryNotContaining("glob:**/a.json");
    }

    @Test
    void theFolderOfTheDashboardsIsNotWrittenTo(@TempDir Path folder) throws IOException {
        Path one = Files.writeString(folder.resolve("a.json"), EMPTY);
        assertThatThrownBy(() -> CONVERTER.convertAll(folder, folder.resolve(".")))
                .hasMessageContaining("is the folder of the dashboards");
        assertThat(one).hasContent(EMPTY);
    }

    @Test
    void twoOfOneNameAreRefused(@TempDir Path folder, @TempDir Path out) throws IOException {
        Files.writeString(folder.resolve("a.json"), EMPTY.replace("{", "{\"uid\": \"same\", "));
        Files.writeString(folder.resolve("b.json"), EMPTY.replace("{", "{\"uid\": \"Same\", "));
        assertThatThrownBy(() -> CONVERTER.convertAll(folder, out))
                .hasMessageContaining("b.json: its uid is that of a.json");
    }

    @Test
    void whatIsNoTextIsNamedAndNothingIsWritten(@TempDir Path folder, @TempDir Path out) throws IOException {
        Files.writeString(folder.resolve("a.json"), EMPTY);
        Path bad = folder.resolve("b.json");
        Files.write(bad, "{\"title\": \"ü\", \"panels\": []}".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> CONVERTER.convertAll(folder, out))
                .hasMessageContaining("b.json: it is not text in UTF-8");
        Files.writeString(bad, "{\"title\": \"\\ud800\", \"panels\": []}");
        assertThatThrownBy(() -> CONVERTER.convertAll(folder, out))
                .hasMessageContaining("b.json: it has half of a character");
        assertThat(out).isEmptyDirectory();
    }
}
