package example.shop.lab.process;

import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Work that must not be done twice at once, in whatever process. */
public final class Exclusive {

    private final Path file;

    /** @param file what is locked; it is made, and stays */
    public Exclusive(Path file) {
        this.file = file;
    }

    /**
     * Does {@code work}, unless another process is at it.
     *
     * @param refusal what to say then
     * @throws FatalException with {@code refusal}, or where the file cannot be made
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

    /** Does {@code work} as soon as no other process is at it; {@code waiting} is done first where one is. */
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
                file + " cannot be used. Give this user the right to write there, or set LAB_HOME or XDG_CACHE_HOME",
                e);
    }
}
