package example.shop.lab;

import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Records the port offset of the lab in this folder, so that a command with another offset fails. */
final class OffsetRecord {

    private final Settings settings;
    private final Path file;

    OffsetRecord(Settings settings) {
        this.settings = settings;
        this.file = settings.home().resolve("run").resolve("offset");
    }

    void remember() {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, settings.offset() + "\n");
        } catch (IOException e) {
            throw new FatalException(file + " cannot be written", e);
        }
    }

    /** @throws FatalException if the lab runs with another offset than this call */
    void requireSame() {
        try {
            String running = Files.exists(file) ? Files.readString(file).strip() : "" + settings.offset();
            if (!running.equals("" + settings.offset())) {
                throw new FatalException("The lab in " + settings.home() + " runs with LAB_PORT_OFFSET=" + running
                        + ", but this call has " + settings.offset() + ". Use the same offset, or 'make down' first.");
            }
        } catch (IOException e) {
            throw new FatalException(file + " cannot be read", e);
        }
    }
}
