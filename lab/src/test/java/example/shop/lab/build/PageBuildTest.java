package example.shop.lab.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import example.shop.lab.Checkout;
import example.shop.lab.Progress;
import example.shop.lab.Settings;
import example.shop.signals.FatalException;
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

/** With a script that copies its pin, and counts how often it ran. */
class PageBuildTest {

    private static final PageBuild PAGE = new PageBuild("page", "infra/page", List.of("infra/server/go.mod"));
    private static final Progress SILENT = new Progress(new PrintStream(PrintStream.nullOutputStream()));

    @TempDir
    Path project;

    private Settings settings;

    @BeforeEach
    void writeScript() throws IOException {
        settings = Settings.from(
                Checkout.in(project),
                Map.of("XDG_CACHE_HOME", project.resolve("cache").toString()));
        script("cp infra/page/pin \"$1/index.html\" && touch \"$2/scratch\" && echo run >> runs");
        Checkout.write(project.resolve("infra/page/pin"), "1");
        Checkout.write(project.resolve("infra/server/go.mod"), "module a");
    }

    @Test
    void resultIsMadeOnce() {
        assertThat(PAGE.isBuilt(settings)).isFalse();
        assertThat(PAGE.build(settings, SILENT)).startsWith("built, ");
        assertThat(PAGE.build(settings, SILENT)).isEqualTo("built before");
        assertThat(PAGE.result(settings).resolve("index.html")).hasContent("1");
        assertThat(project.resolve("runs")).hasContent("run");
        assertThat(settings.cache().resolve("page-build")).doesNotExist();
    }

    @Test
    void changedPinAndChangedServerAreOtherResults() {
        Path before = PAGE.result(settings);
        Checkout.write(project.resolve("infra/page/pin"), "2");
        Path pinned = PAGE.result(settings);
        Checkout.write(project.resolve("infra/server/go.mod"), "module b");
        assertThat(List.of(before, pinned, PAGE.result(settings))).doesNotHaveDuplicates();
    }

    @Test
    void failureShowsTheLastLinesAndLeavesNothingToTheNextBuild() throws IOException {
        script("cp infra/page/pin \"$1/index.html\" && echo no such library && exit 3");
        assertThatThrownBy(() -> PAGE.build(settings, SILENT))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("The build of page failed with exit code 3")
                .hasMessageContaining("no such library");
        assertThat(PAGE.isBuilt(settings)).isFalse();
        script("ls \"$1\" \"$2\" > found && cp infra/page/pin \"$1/index.html\"");
        PAGE.build(settings, SILENT);
        assertThat(Files.readString(project.resolve("found"))).doesNotContain("index.html");
    }

    private void script(String command) throws IOException {
        Path script = project.resolve("infra/page/build");
        Checkout.write(script, "#!/bin/sh\nset -e\n" + command + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
