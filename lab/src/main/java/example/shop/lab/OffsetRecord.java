package example.shop.lab;

import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Remembers at which ports the lab in this folder runs, so that a command with another offset does not look elsewhere. */
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

    /** @throws FatalException where the lab runs with another offset than this call has */
    void requireSame() {
        try {
            String running = Files.exists(file) ? Files.readString(file).strip() : "" + settings.offset();
            if (!running.equals("" + settings.offset())) {
                throw new FatalException("The lab in " + settings.home() + " runs with LAB_PORT_OFFSET=" + running
                        + ", this call has " + settings.offset() + ". Use the same, or 'make down' first.");
            }
        } catch (IOException e) {
            throw new FatalException(file + " cannot be read", e);
        }
    }
}
