package example.shop.lab.export;

import example.shop.signals.FatalException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that receives a store's answers as they come. A failure to write is a {@link FatalException}, so that a full disk
 * does not look like a store that gave no answer.
 */
final class ExportFile implements AutoCloseable {

    private final Path path;
    private final OutputStream out;

    ExportFile(Path path) {
        this.path = path;
        try {
            this.out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    void write(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private FatalException failed(IOException reason) {
        return new FatalException(
                path + " cannot be written. Make room, or choose another place: make export EXPORT=<folder>", reason);
    }
}
