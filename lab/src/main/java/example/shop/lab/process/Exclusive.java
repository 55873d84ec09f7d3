package example.shop.lab.process;

import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Work that only one process may do at a time. */
public final class Exclusive {

    private final Path file;

    /** @param file the lock file; it is created, and stays */
    public Exclusive(Path file) {
        this.file = file;
    }

    /**
     * Does {@code work}, unless another process does it.
     *
     * @param refusal the message in that case
     * @throws FatalException with {@code refusal}, or if the file cannot be created
     */
    public void run(String refusal, Runnable work) {
        try (FileChannel channel = open();
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw new FatalException(refusal);
            }
            work.run();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Does {@code work} once no other process does it; runs {@code waiting} first if one does. */
    public void await(Runnable waiting, Runnable work) {
        try (FileChannel channel = open()) {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                waiting.run();
                lock = channel.lock();
            }
            try (FileLock held = lock) {
                work.run();
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private FileChannel open() throws IOException {
        Files.createDirectories(file.getParent());
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private FatalException unusable(IOException e) {
        return new FatalException(
                file + " cannot be used. Give this user write access, or set LAB_HOME or XDG_CACHE_HOME", e);
    }
}
