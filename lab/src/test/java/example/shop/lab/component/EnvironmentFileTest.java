package example.shop.lab.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentFileTest {

    @TempDir
    Path folder;

    @Test
    void namesAndValuesAreRead() throws IOException {
        assertThat(read("A=1\nB = two words \nEMPTY=\n"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("A", "1", "B", "two words", "EMPTY", ""));
    }

    @Test
    void valueMayContainEquals() throws IOException {
        assertThat(read("OPTIONS=-Da=b=c\n")).containsExactly(Map.entry("OPTIONS", "-Da=b=c"));
    }

    @Test
    void commentsAndOtherLinesAreSkipped() throws IOException {
        assertThat(read("# A=1\n\nno equals sign\n=no name\nB=2\n")).containsExactly(Map.entry("B", "2"));
    }

    @Test
    void lastLineOfANameWins() throws IOException {
        assertThat(read("A=1\nA=2\n")).containsExactly(Map.entry("A", "2"));
    }

    @Test
    void whatTheCallersEnvironmentSetsWins() throws IOException {
        assertThat(read("A=1\nB=2\nC=3\n", Map.of("A", "own", "B", " ", "OTHER", "x")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("A", "own", "B", "2", "C", "3"));
    }

    @Test
    void callerMayAdd() throws IOException {
        Map<String, String> environment = read("A=1\n");
        environment.put("B", "2");
        assertThat(environment).containsOnlyKeys("A", "B");
    }

    @Test
    void missingFileIsNamed() {
        Path file = folder.resolve("none.env");
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> EnvironmentFile.read(file, Map.of()))
                .withMessageStartingWith(file + " cannot be read");
    }

    private Map<String, String> read(String text) throws IOException {
        return read(text, Map.of());
    }

    private Map<String, String> read(String text, Map<String, String> caller) throws IOException {
        return EnvironmentFile.read(Files.writeString(folder.resolve("some.env"), text), caller);
    }
}
