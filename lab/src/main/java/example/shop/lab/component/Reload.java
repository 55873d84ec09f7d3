package example.shop.lab.component;

import example.shop.lab.Port;
import example.shop.lab.Settings;
import example.shop.lab.process.Command;
import example.shop.lab.process.LogTail;
import example.shop.lab.process.Processes;
import example.shop.signals.FatalException;
import example.shop.signals.Http;
import example.shop.signals.Poll;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes Prometheus or Alertmanager reload its files by a signal. A reload by request would be open to any page that a
 * browser on this machine shows.
 */
final class Reload {

    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final Settings settings;
    private final Port port;
    private final String name;

    /** @param port of the process that reloads */
    Reload(Settings settings, Port port) {
        this.settings = settings;
        this.port = port;
        this.name = port.name().toLowerCase(Locale.ROOT);
    }

    /** @throws FatalException if it rejects its files, with its output */
    void run() {
        ProcessHandle process = new Processes(settings.home())
                .running(name)
                .orElseThrow(
                        () -> new FatalException(name + " does not run, so it cannot reload. 'make up' starts it."));
        try {
            long logStart = Files.size(settings.log(name));
            State before = state();
            if (Command.firstLine("kill", "-HUP", Long.toString(process.pid())).isEmpty()) {
                throw new FatalException("Cannot send a signal to " + name + ", process " + process.pid());
            }
            boolean taken = Poll.until(LIMIT, () -> outcome(before)).orElseThrow(() -> refused(logStart));
            if (!taken) {
                throw refused(logStart);
            }
        } catch (IOException e) {
            throw new FatalException("Cannot check whether " + name + " accepted its configuration", e);
        }
    }

    /** @param at of its last successful reload, in seconds since 1970 */
    private record State(boolean successful, double at) {}

    private Optional<Boolean> outcome(State before) throws IOException {
        State now = state();
        if (now.at() > before.at()) {
            return Optional.of(true);
        }
        return before.successful() && !now.successful() ? Optional.of(false) : Optional.empty();
    }

    private State state() throws IOException {
        String metrics = Http.get(URI.create(settings.url(port) + "/metrics")).body();
        String last = name + "_config_last_reload_success";
        return new State(value(metrics, last + "ful") == 1, value(metrics, last + "_timestamp_seconds"));
    }

    private static double value(String metrics, String metric) throws IOException {
        return metrics.lines()
                .filter(line -> line.startsWith(metric + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(metric.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no " + metric));
    }

    private FatalException refused(long logStart) {
        return new FatalException(name + " keeps its old configuration. Last lines of " + settings.log(name) + ":\n"
                + LogTail.of(settings.log(name), logStart));
    }
}
