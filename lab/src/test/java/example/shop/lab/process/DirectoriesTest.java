package example.shop.lab.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoriesTest {

    private static final FileTime MONDAY = FileTime.from(Instant.parse("2026-01-05T00:00:00Z"));
    private static final FileTime TUESDAY = FileTime.from(Instant.parse("2026-01-06T00:00:00Z"));

    @TempDir
    Path folder;

    @Test
    void folderIsDeletedWithAllInIt() throws IOException {
        Path doomed = folder.resolve("doomed");
        file("doomed/a", MONDAY);
        file("doomed/deep/er/b", MONDAY);
        Path beside = file("beside", MONDAY);
        Directories.delete(doomed);
        assertThat(doomed).doesNotExist();
        assertThat(beside).exists();
    }

    @Test
    void missingFolderIsDeletedAlready() throws IOException {
        Directories.delete(folder.resolve("none"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatALinkPointsToIsKept() throws IOException {
        Path kept = file("outside/kept", MONDAY);
        Path doomed = Files.createDirectories(folder.resolve("doomed"));
        Files.createSymbolicLink(doomed.resolve("link"), kept.getParent());
        Directories.delete(doomed);
        assertThat(doomed).doesNotExist();
        assertThat(kept).exists();
    }

    @Test
    void newestFileOfAllFoldersCounts() throws IOException {
        file("one/deep/a", MONDAY);
        file("two/b", TUESDAY);
        Path single = file("pom.xml", MONDAY);
        assertThat(Directories.newest(folder.resolve("one"))).isEqualTo(MONDAY);
        assertThat(Directories.newest(folder.resolve("one"), folder.resolve("two"), single))
                .isEqualTo(TUESDAY);
        assertThat(Directories.newest(single)).isEqualTo(MONDAY);
    }

    @Test
    void buildOutputAndTestsDoNotCount() throws IOException {
        file("users/src/main/User", MONDAY);
        file("users/src/test/UserTest", TUESDAY);
        file("users/target/classes/User", TUESDAY);
        assertThat(Directories.newest(folder.resolve("users"))).isEqualTo(MONDAY);
    }

    @Test
    void checkoutMayLieBelowAFolderCalledTest() throws IOException {
        file("test/target/shop/services/User", TUESDAY);
        assertThat(Directories.newest(folder.resolve("test/target/shop/services")))
                .isEqualTo(TUESDAY);
    }

    @Test
    void emptyFolderIsOlderThanAnything() throws IOException {
        assertThat(Directories.newest(folder)).isEqualTo(FileTime.fromMillis(0));
    }

    private Path file(String name, FileTime changed) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        return Files.setLastModifiedTime(file, changed);
    }
}
