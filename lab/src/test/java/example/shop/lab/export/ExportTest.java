package example.shop.lab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import example.shop.lab.Answers;
import example.shop.lab.Progress;
import example.shop.signals.FatalException;
import example.shop.signals.Prometheus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {

    @TempDir
    Path project;

    private Answers stores;
    private String traces = "{\"data\":[{\"traceID\":\"t1\"}]}";

    @BeforeEach
    void answerAsAllThreeStores() throws IOException {
        stores = new Answers()
                .at("/api/services", query -> "{\"data\":[\"gateway\"]}")
                .at("/api/traces", query -> traces)
                .at("/loki/api/v1/query_range", query -> "{\"data\":{\"result\":[]}}")
                .at("/api/v1/admin/tsdb/snapshot", query -> snapshot());
    }

    @AfterEach
    void stop() {
        stores.close();
    }

    @Test
    void folderIsNamedAfterTheTimeAndHoldsEachSignal() throws IOException {
        run("");
        List<Path> exports = list(project.resolve(".lab/export"));
        assertThat(exports).singleElement().satisfies(folder -> {
            assertThat(folder.getFileName().toString()).matches("\\d{8}T\\d{6}Z");
            assertThat(names(folder)).containsExactly("README.txt", "logs.jsonl", "prometheus", "traces.json");
            assertThat(folder.resolve("traces.json")).content().contains("t1");
            assertThat(folder.resolve("prometheus/block/index")).hasContent("series");
            assertThat(folder.resolve("README.txt")).content().contains("traces: 1 traces", "metrics: 1 blocks");
        });
        assertThat(snapshots()).isEmptyDirectory();
    }

    @Test
    void storeThatDoesNotAnswerLeavesTheOthersWhole() {
        traces = null;
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> run("out"))
                .withMessageContaining("traces are missing")
                .withMessageContaining("Jaeger answered 404")
                .withMessageNotContaining("lines are missing");
        assertThat(names(project.resolve("out"))).containsExactly("README.txt", "logs.jsonl", "prometheus");
        assertThat(project.resolve("out/README.txt")).content().contains("traces: missing");
    }

    @Test
    void nothingIsLeftWhereNoStoreAnswers() throws IOException {
        stores.close();
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> run("out"))
                .withMessageContaining("Nothing was exported")
                .withMessageContaining("ConnectException");
        assertThat(list(project)).isEmpty();
    }

    @Test
    void folderThatIsThereIsNotOverwritten() throws IOException {
        Path folder = Files.createDirectory(project.resolve("out"));
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> run("out"))
                .withMessageContaining("exists already");
        assertThat(folder).isEmptyDirectory();
        assertThat(list(project)).containsExactly(folder);
    }

    @Test
    void halfAnExportIsNotTouched() throws IOException {
        Path half = Files.createDirectory(project.resolve("out.partial"));
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> run("out"))
                .withMessageContaining("incomplete export");
        assertThat(list(project)).containsExactly(half);
    }

    @Test
    void diskThatIsFullIsSaid() {
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> {
                    try (ExportFile file = new ExportFile(Path.of("/dev/full"))) {
                        file.write("x");
                    }
                })
                .withMessageContaining("/dev/full cannot be written")
                .withMessageContaining("No space left on device");
    }

    @Test
    void whereTheFolderCannotBeWrittenNothingIsLeft() throws IOException {
        // A link to nowhere cannot be copied, whoever tries: it fails as a disk does that has become full.
        Files.createSymbolicLink(
                Files.createDirectories(snapshots().resolve("name")).resolve("broken"), Path.of("nowhere"));
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> run("out"))
                .withMessageContaining("cannot be written");
        assertThat(project.resolve("out")).doesNotExist();
        assertThat(project.resolve("out.partial")).doesNotExist();
    }

    private void run(String chosen) {
        SnapshotExport metrics =
                new SnapshotExport(new Prometheus(stores.url()), snapshots().getParent());
        new Export(stores.settings(project), new Progress(System.out), path -> metrics.write(path) + " blocks")
                .run(chosen);
    }

    private Path snapshots() {
        return project.resolve(".lab/data/prometheus/snapshots");
    }

    private String snapshot() {
        try {
            Path block = Files.createDirectories(snapshots().resolve("name/block"));
            Files.writeString(block.resolve("index"), "series");
            return "{\"data\":{\"name\":\"name\"}}";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static List<String> names(Path folder) {
        try {
            return list(folder).stream()
                    .map(path -> path.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
