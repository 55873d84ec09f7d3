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

/** What building took, and what the executable was called, in {@code build.properties} beside what was built. */
final class BuildRecord {

    private static final String MILLISECONDS = "milliseconds";
    private static final String CACHE_MILLISECONDS = "cache-milliseconds";
    private static final String PEAK_MEGABYTES = "peak-megabytes";
    private static final String EXECUTABLE = "executable";

    private final Path file;

    /** @param folder where something was built */
    BuildRecord(Path folder) {
        this.file = folder.resolve("build.properties");
    }

    /** @param executable the name that Maven gave it, empty where there is none */
    void write(Command.Effort effort, String executable) {
        add(MILLISECONDS, Long.toString(effort.time().toMillis()));
        add(PEAK_MEGABYTES, Long.toString(effort.peakMegabytes()));
        add(EXECUTABLE, executable);
    }

    /** Adds the making of an AOT cache; of several, the last counts. */
    void addCache(Command.Effort effort) {
        add(CACHE_MILLISECONDS, Long.toString(effort.time().toMillis()));
    }

    /** The build, and the making of an AOT cache where there was one. */
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
