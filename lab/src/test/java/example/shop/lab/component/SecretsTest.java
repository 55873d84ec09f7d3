package example.shop.lab.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    Path home;

    private Secrets secrets;

    @BeforeEach
    void inAHomeOfItsOwn() {
        secrets = in(home);
    }

    @Test
    void secretIsSixteenRandomBytes() {
        assertThat(in(home).get("users-db")).matches("[0-9a-f]{32}");
    }

    @Test
    void secretIsMadeOnceAndStays() {
        String secret = secrets.get("users-db");
        assertThat(secrets.get("users-db")).isEqualTo(secret);
        assertThat(in(home).get("users-db")).isEqualTo(secret);
    }

    @Test
    void secretsDiffer(@TempDir Path other) {
        assertThat(secrets.get("users-db"))
                .isNotEqualTo(secrets.get("products-db"))
                .isNotEqualTo(in(other).get("users-db"));
    }

    @Test
    void onlyTheOwnerMayReadTheFile() throws IOException {
        Path file = secrets.file("users-db");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void onlyTheOwnerMayReadTheTokenOfTrustedCallers(@TempDir Path project) throws IOException {
        Path file = Secrets.trustedToken(project);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void fileHoldsTheSecretAndNothingElseIsLeftBehind() throws IOException {
        Path file = secrets.file("users-db");
        assertThat(file).hasContent(secrets.get("users-db"));
        assertThat(file.getParent()).isDirectoryContaining(file::equals);
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void allWhoAskAtOnceGetTheSameSecret() throws Exception {
        for (int i = 0; i < 50; i++) {
            String name = "secret-" + i;
            try (var threads = Executors.newFixedThreadPool(4)) {
                Set<String> answers = new HashSet<>();
                for (Future<String> answer :
                        threads.invokeAll(Collections.<Callable<String>>nCopies(4, () -> in(home).get(name)))) {
                    answers.add(answer.get());
                }
                assertThat(answers).hasSize(1);
            }
        }
    }

    @Test
    void lostSecretIsNotReplacedOnceDataWasMadeWithIt() throws IOException {
        String before = secrets.get("users-db");
        Files.createDirectories(home.resolve("data"));
        Files.createFile(home.resolve("data/complete"));
        assertThat(secrets.get("users-db")).isEqualTo(before);
        Files.delete(home.resolve("secrets/users-db"));
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> secrets.get("users-db"))
                .withMessageContaining("users-db is missing")
                .withMessageContaining("or delete that folder to start over");
        assertThat(home.resolve("secrets/users-db")).doesNotExist();
    }

    @Test
    void secretThatAPersonWroteIsKept() throws IOException {
        Files.writeString(secrets.file("users-db"), "chosen\n");
        assertThat(secrets.get("users-db")).isEqualTo("chosen");
    }

    @Test
    void emptyFileIsNoSecret() throws IOException {
        Files.writeString(secrets.file("users-db"), "");
        assertThat(secrets.get("users-db")).matches("[0-9a-f]{32}");
    }

    private static Secrets in(Path home) {
        return new Secrets(home, home.resolve("data/complete"));
    }
}
