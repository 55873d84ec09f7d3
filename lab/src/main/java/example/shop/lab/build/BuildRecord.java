package example.shop.lab.build;

import example.shop.lab.process.Command;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Properties;

/** The effort of a build and the name of its executable, in {@code build.properties} beside the result. */
final class BuildRecord {

    private static final String MILLISECONDS = "milliseconds";
    private static final String CACHE_MILLISECONDS = "cache-milliseconds";
    private static final String PEAK_MEGABYTES = "peak-megabytes";
    private static final String EXECUTABLE = "executable";

    private final Path file;

    /** @param folder the result of a build */
    BuildRecord(Path folder) {
        this.file = folder.resolve("build.properties");
    }

    /** @param executable the name that Maven gave it, empty if there is none */
    void write(Command.Effort effort, String executable) {
        add(MILLISECONDS, Long.toString(effort.time().toMillis()));
        add(PEAK_MEGABYTES, Long.toString(effort.peakMegabytes()));
        add(EXECUTABLE, executable);
    }

    /** Adds the effort for an AOT cache; the last one counts. */
    void addCache(Command.Effort effort) {
        add(CACHE_MILLISECONDS, Long.toString(effort.time().toMillis()));
    }

    /** The effort for the build, and for an AOT cache if there is one. */
    Command.Effort effort() {
        Properties record = read();
        long milliseconds = Long.parseLong(record.getProperty(MILLISECONDS))
                + Long.parseLong(record.getProperty(CACHE_MILLISECONDS, "0"));
        return new Command.Effort(Duration.ofMillis(milliseconds), Long.parseLong(record.getProperty(PEAK_MEGABYTES)));
    }

    String executable() {
        return read().getProperty(EXECUTABLE);
    }

    private void add(String key, String value) {
        try {
            Files.writeString(file, key + "=" + value + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new FatalException(file + " cannot be written to", e);
        }
    }

    private Properties read() {
        Properties record = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            record.load(reader);
            return record;
        } catch (IOException e) {
            throw new FatalException(file + " cannot be read", e);
        }
    }
}
