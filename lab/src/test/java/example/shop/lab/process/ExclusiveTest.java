package example.shop.lab.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import example.shop.signals.FatalException;
import example.shop.signals.Poll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExclusiveTest {

    @TempDir
    Path folder;

    @Test
    void whoComesSecondIsRefusedOrWaits() throws IOException {
        Path file = folder.resolve("lock");
        AtomicBoolean done = new AtomicBoolean();
        AtomicBoolean waited = new AtomicBoolean();
        Process holder = hold(file);
        try {
            assertThatThrownBy(() -> new Exclusive(file).run("not now", () -> done.set(true)))
                    .isInstanceOf(FatalException.class)
                    .hasMessage("not now");
            assertThat(done).isFalse();
            new Exclusive(file)
                    .await(
                            () -> {
                                waited.set(true);
                                holder.destroy();
                            },
                            () -> done.set(true));
            assertThat(waited).isTrue();
            assertThat(done).isTrue();
        } finally {
            holder.destroy();
        }
        new Exclusive(file).run("not now", () -> done.set(false));
        assertThat(done).isFalse();
    }

    /** Locks belong to processes, so another one must hold it. */
    private static Process hold(Path file) throws IOException {
        Process holder = new ProcessBuilder(List.of(
                        Command.java(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        file.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Poll.until(
                        Duration.ofSeconds(20),
                        () -> file.resolveSibling("held").toFile().exists() ? Optional.of(true) : Optional.empty())
                .orElseThrow(() -> new AssertionError("the other process does not hold the lock"));
        return holder;
    }

    /** Holds the file that it is given until it is ended. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) {
            Path file = Path.of(arguments[0]);
            new Exclusive(file).run("taken", () -> {
                try {
                    Files.createFile(file.resolveSibling("held"));
                    System.in.read();
                } catch (IOException e) {
                    throw new FatalException("cannot say that it is held", e);
                }
            });
        }
    }
}
