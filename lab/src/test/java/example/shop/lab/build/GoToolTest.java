package example.shop.lab.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import example.shop.lab.Checkout;
import example.shop.lab.Progress;
import example.shop.lab.Settings;
import example.shop.lab.process.Directories;
import example.shop.signals.FatalException;
import example.shop.signals.ProjectFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoToolTest {

    @TempDir
    Path project;

    private Settings settings;

    @BeforeEach
    void writePins() throws IOException {
        settings = Settings.from(
                Checkout.in(project),
                Map.of("XDG_CACHE_HOME", project.resolve("cache").toString()));
        for (GoTool tool : GoTools.TO_RUN) {
            pin(tool, "go.mod", "module example.shop/" + tool.name() + "\n\ngo 1.25.3\n");
            pin(tool, "go.sum", "some/module v1.0.0 h1:abc=\n");
        }
        pin(GoTools.JAEGER, "go.mod", "module example.shop/jaeger\n\ngo 1.26.8\n");
    }

    @Test
    void binaryIsInTheCacheUnderItsDigest() {
        Path binary = GoTools.JAEGER.binary(settings);
        assertThat(binary).hasFileName("jaeger").startsWithRaw(settings.cache());
        assertThat(binary.getParent().getFileName().toString()).matches("jaeger-[0-9a-f]{12}");
    }

    @Test
    void samePinsAreTheSameBinary() {
        assertThat(GoTools.JAEGER.binary(settings)).isEqualTo(GoTools.JAEGER.binary(settings));
    }

    @ParameterizedTest
    @CsvSource({"go.sum, some/module v1.0.0 h1:abd=", "go.mod, go 1.26.9"})
    void changedPinIsAnotherBinaryOfItsToolAlone(String file, String text) throws IOException {
        Path jaeger = GoTools.JAEGER.binary(settings);
        Path collector = GoTools.COLLECTOR.binary(settings);
        pin(GoTools.JAEGER, file, text);
        assertThat(GoTools.JAEGER.binary(settings)).isNotEqualTo(jaeger);
        assertThat(GoTools.COLLECTOR.binary(settings)).isEqualTo(collector);
    }

    @Test
    void changedFlagIsAnotherBinary() {
        String distribution = "infra/jaeger/distribution";
        GoTool small = new GoTool("jaeger", distribution, ".", List.of("-ldflags=-s -w"), List.of(), ".");
        GoTool debuggable = new GoTool("jaeger", distribution, ".", List.of(), List.of(), ".");
        assertThat(small.binary(settings)).isNotEqualTo(debuggable.binary(settings));
    }

    @Test
    void otherBuilderIsAnotherBinaryOnlyOfWhatItGenerates() {
        String distribution = "infra/collector/distribution";
        GoTool old = new GoTool("otelcol", distribution, ".", List.of(), List.of("run", "builder@v1"), "source");
        GoTool later = new GoTool("otelcol", distribution, ".", List.of(), List.of("run", "builder@v2"), "source");
        assertThat(old.binary(settings)).isNotEqualTo(later.binary(settings));
    }

    @Test
    void missingPinsAreNamed() throws IOException {
        Path distribution = settings.infra("jaeger/distribution");
        Directories.delete(distribution);
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> GoTools.JAEGER.binary(settings))
                .withMessageStartingWith("The pins in " + distribution + " cannot be read");
    }

    @Test
    void binaryThatIsThereIsNotBuiltAgain() throws IOException {
        GoTool jaeger = GoTools.JAEGER;
        assertThat(jaeger.isBuilt(settings)).isFalse();
        Path binary = jaeger.binary(settings);
        Files.createDirectories(binary.getParent());
        Files.createFile(binary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        assertThat(jaeger.isBuilt(settings)).isTrue();
        assertThat(jaeger.build(settings, new Progress(new PrintStream(PrintStream.nullOutputStream()))))
                .isEqualTo("built before");
    }

    @Test
    void neededGoIsTheHighestThatAPinAsksFor() throws IOException {
        assertThat(GoTools.neededGo(settings)).hasToString("1.26.8");
        pin(GoTools.COLLECTOR, "go.mod", "module example.shop/collector\n\ngo 1.26.10\n\ntoolchain go1.30.1\n");
        assertThat(GoTools.neededGo(settings)).as("numbers, not text").hasToString("1.26.10");
    }

    @Test
    void firstReleaseOfALineIsRead() throws IOException {
        pin(GoTools.COLLECTOR, "go.mod", "module example.shop/collector\n\ngo 1.27.0\n");
        assertThat(GoTools.neededGo(settings)).hasToString("1.27");
    }

    @Test
    void releaseIsComparedByItsNumbers() {
        assertThat(GoTool.release("go1.27.0")).isGreaterThan(GoTool.release("1.26.8"));
        assertThat(GoTool.release("1.26")).isEqualTo(GoTool.release("go1.26.0"));
        assertThat(GoTool.release("go1.26.10")).isGreaterThan(GoTool.release("go1.26.9"));
    }

    @Test
    void pinWithoutAGoLineIsNamed() throws IOException {
        pin(GoTools.COLLECTOR, "go.mod", "module example.shop/collector\n");
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> GoTools.neededGo(settings))
                .withMessage(settings.infra("collector/distribution/go.mod") + " has no line 'go …'");
    }

    @Test
    void pinsOfThisCheckoutAreReadable() {
        Settings checkout = Settings.from(ProjectFolder.around(Path.of("")), Map.of());
        assertThat(GoTools.neededGo(checkout).feature()).isEqualTo(1);
        assertThat(GoTools.JAEGER.binary(checkout)).isNotEqualTo(GoTools.COLLECTOR.binary(checkout));
    }

    private void pin(GoTool tool, String file, String text) throws IOException {
        Path distribution = Files.createDirectories(project.resolve(tool.distribution()));
        Files.writeString(distribution.resolve(file), text);
    }
}
