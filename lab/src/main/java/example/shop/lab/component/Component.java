package example.shop.lab.component;

import example.shop.lab.Port;
import example.shop.lab.Settings;
import example.shop.signals.Http;
import example.shop.signals.Poll;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One process of the lab: how to start it, how to check that it is ready, how to stop it.
 *
 * @param name as in compose: gateway, jaeger, …
 * @param command program and arguments
 * @param environment added to the lab's own environment
 * @param ports that it listens on; none may be in use before it starts
 * @param ready succeeds when the component does its work, not merely runs
 * @param readyWithin how long it may take to become ready
 * @param log takes standard output and error
 * @param stopSignal TERM, or INT where TERM would wait for clients to disconnect
 * @param prepare writes files before the start, such as the configuration
 */
public record Component(
        String name,
        List<String> command,
        Map<String, String> environment,
        List<Port> ports,
        Ready ready,
        Duration readyWithin,
        Path log,
        String stopSignal,
        Runnable prepare) {

    /** Enough for a service or a backend on a busy machine with two cores. */
    static final Duration READY_WITHIN = Duration.ofSeconds(90);

    /** A component that stops at TERM, writes its log to the lab's folder, and needs no files before it starts. */
    public Component(
            Settings settings,
            String name,
            List<String> command,
            Map<String, String> environment,
            List<Port> ports,
            Ready ready) {
        this(name, command, environment, ports, ready, READY_WITHIN, settings.log(name), "TERM", () -> {});
    }

    /** The reason why it is not ready now; empty if it is. */
    public Optional<Exception> whyNotReady() {
        try {
            asked().ask();
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of(interrupted);
        } catch (Exception notReady) {
            return Optional.of(notReady);
        }
    }

    /** The message of {@code failure}, or its class if it has none. */
    public static String inWords(Exception failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    /** Asks whether it is ready. The answer is yes, or an exception with the reason. */
    public Poll.Question<Boolean> asked() {
        return () -> {
            if (!ready.ask()) {
                throw new IOException(name + " answers that it is not ready");
            }
            return Optional.of(true);
        };
    }

    /** A question that is repeated until the answer is yes. */
    @FunctionalInterface
    public interface Ready {
        /** True when ready; false or an exception when not ready yet. */
        boolean ask() throws Exception;

        /** Ready when a GET of {@code url} answers 200. */
        static Ready http(String url) {
            return () -> {
                int status = Http.get(URI.create(url)).statusCode();
                if (status != 200) {
                    throw new IOException(url + " answers " + status);
                }
                return true;
            };
        }
    }
}
