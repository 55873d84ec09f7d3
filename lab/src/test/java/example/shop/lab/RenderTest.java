package example.shop.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import example.shop.lab.process.Command;
import example.shop.signals.FatalException;
import example.shop.signals.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What infra/render makes of a configuration file. */
class RenderTest {

    private static final Path RENDER = ProjectFolder.around(Path.of("")).resolve("infra/render");

    @TempDir
    Path folder;

    @Test
    void variableIsFilledIn() throws IOException {
        assertThat(rendered("a: ${HOST}:${PORT:-80}\n", Map.of("HOST", "here", "PORT", "8080")))
                .isEqualTo("a: here:8080\n");
    }

    @Test
    void defaultStandsInForAVariableThatIsUnsetOrEmpty() throws IOException {
        assertThat(rendered("${A:-one}, ${B:-two:3/4#5}, ${C}, ${D:-}\n", Map.of("A", "")))
                .isEqualTo("one, two:3/4#5, , \n");
    }

    @Test
    void valueIsTakenAsItIs() throws IOException {
        String value = "a&b\\1 \"q\" $HOME ${X} /path";
        assertThat(rendered("v: ${VALUE}\n", Map.of("VALUE", value))).isEqualTo("v: " + value + "\n");
    }

    @Test
    void whatIsNoVariableStays() throws IOException {
        String text = "{{ $labels.service }} $1 ${lower} ${ SPACE } $${\n";
        assertThat(rendered(text, Map.of())).isEqualTo(text);
    }

    @Test
    void blockIsKeptWhereItsFileIsThere() throws IOException {
        secret("slack-url", "https://slack.example.com\n");
        assertThat(conditional()).isEqualTo("before\nslack\nafter\n");
    }

    @Test
    void blockIsDroppedWhereItsFileIsMissing() throws IOException {
        assertThat(conditional()).isEqualTo("before\nafter\n");
    }

    @Test
    void emptyFileCountsAsMissing() throws IOException {
        secret("slack-url", "\n");
        assertThat(conditional()).isEqualTo("before\nafter\n");
    }

    @Test
    void oneOfSeveralFilesIsEnough() throws IOException {
        secret("b", "x");
        assertThat(rendered("# given a b\nany\n# end\n", secrets())).isEqualTo("any\n");
    }

    @Test
    void blockMayBeIndentedByTabsAndWrittenWithoutABlank() throws IOException {
        assertThat(rendered("\t#given slack-url\nslack\n\t#end \nafter\n", secrets()))
                .isEqualTo("after\n");
    }

    @ParameterizedTest
    @CsvSource({
        "a|${A:-${B}},        a variable within a default",
        "one|# given a|two,   a block without an end",
        "one|# end,           an end without a beginning"
    })
    void mistakeIsRefusedWithItsLine(String lines, String said) {
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> rendered(lines.replace('|', '\n') + "\n", secrets()))
                .withMessageContaining(":2: " + said);
    }

    @Test
    void fileThatCannotBeReadIsNamed() {
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> render(folder.resolve("missing.yaml"), Map.of()))
                .withMessageContaining("missing.yaml cannot be read");
    }

    private String conditional() throws IOException {
        return rendered("before\n  # given slack-url\nslack\n  # end\nafter\n", secrets());
    }

    private Map<String, String> secrets() {
        return Map.of("SECRETS", folder.toString());
    }

    private void secret(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private String rendered(String text, Map<String, String> environment) throws IOException {
        return render(Files.writeString(folder.resolve("source.yaml"), text), environment);
    }

    private static String render(Path source, Map<String, String> environment) {
        return Command.output("render", environment, List.of("sh", RENDER.toString(), source.toString()));
    }
}
