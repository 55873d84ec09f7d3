package example.shop.lab.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    private Path log;

    @BeforeEach
    void nameLog(@TempDir Path folder) {
        log = folder.resolve("some.log");
    }

    @Test
    void lastFifteenLinesAreShownIndented() throws IOException {
        Files.writeString(log, numbered(1, 40));
        assertThat(LogTail.of(log, 0)).isEqualTo(numbered(26, 40).indent(4).stripTrailing());
    }

    @Test
    void fewLinesAreAllShown() throws IOException {
        Files.writeString(log, "one\ntwo");
        assertThat(LogTail.of(log, 0)).isEqualTo("    one\n    two");
    }

    @Test
    void whatWasThereBeforeTheStartIsLeftOut() throws IOException {
        Files.writeString(log, "before ä\n");
        long start = Files.size(log);
        Files.writeString(log, "before ä\nafter ö\n");
        assertThat(LogTail.of(log, start)).isEqualTo("    after ö");
    }

    @Test
    void longLineIsCut() throws IOException {
        Files.writeString(log, "x".repeat(600) + "\n" + "y".repeat(601) + "\n");
        assertThat(LogTail.of(log, 0)).isEqualTo("    " + "x".repeat(600) + "\n    " + "y".repeat(600) + "…");
    }

    @Test
    void endOfAnEndlessLineIsShown() throws IOException {
        Files.writeString(log, "x".repeat(200_000) + "\nthe reason\n");
        assertThat(LogTail.of(log, 0)).isEqualTo("    " + "x".repeat(600) + "…\n    the reason");
    }

    @Test
    void emptyLogIsSaidToBeEmpty() throws IOException {
        Files.createFile(log);
        assertThat(LogTail.of(log, 0)).isEqualTo("    (it wrote nothing)");
    }

    @Test
    void nothingSinceTheStartIsSaidToBeNothing() throws IOException {
        Files.writeString(log, "before\n");
        assertThat(LogTail.of(log, 7)).isEqualTo("    (it wrote nothing)");
        assertThat(LogTail.of(log, 700)).as("log that was cut since").isEqualTo("    (it wrote nothing)");
    }

    @Test
    void missingLogIsNamed() {
        assertThat(LogTail.of(log, 0))
                .startsWith("    (the log cannot be read: ")
                .contains(log.toString());
    }

    private static String numbered(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(number -> "line " + number + "\n")
                .collect(Collectors.joining());
    }
}
