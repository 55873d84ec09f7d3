package example.shop.perses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole folder of dashboards, converted. */
class FolderTest {

    private static final Converter CONVERTER =
            new Converter(new Pages("http://127.0.0.1:9090", "http://127.0.0.1:9411", Pages.TracePage.ZIPKIN));

    @Test
    void oneUnreadableDashboardLeavesNothingWritten(@TempDir Path folder, @TempDir Path out) throws IOException {
        Files.writeString(folder.resolve("a.json"), "{\"title\": \"t\", \"panels\": []}");
        Files.writeString(folder.resolve("b.json"), "{");
        assertThatThrownBy(() -> CONVERTER.convertAll(folder, out)).hasMessageContaining("b.json");
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void aDashboardThatIsNoMoreGoes(@TempDir Path folder, @TempDir Path out) throws IOException {
        Path one = Files.writeString(folder.resolve("a.json"), "{\"title\": \"t\", \"panels\": []}");
        Files.move(one, folder.resolve("b.json"));
        Files.writeString(out.resolve("a.json"), "{}");
        assertThat(CONVERTER.convertAll(folder, out)).isEqualTo(1);
        assertThat(out).isDirectoryContaining("glob:**/b.json").isDirectoryNotContaining("glob:**/a.json");
    }
}
