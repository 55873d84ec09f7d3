package example.shop.lab.component;

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
 * One process of the lab: how it is started, how one knows that it is ready, how it is stopped.
 *
 * @param name as in compose: gateway, jaeger, …
 * @param command program and arguments
 * @param environment added to the lab's own environment
 * @param ports that it listens on; none may be in use before it starts
 * @param ready answers when the component does its work, not merely runs
 * @param readyWithin how long it may take to become ready
 * @param log takes standard output and error
 * @param stopSignal TERM, or INT where TERM would wait for clients to leave by themselves
 * @param prepare what is written before it starts, such as its configuration
 */
public record Component(
        String name,
        List<String> command,
        Map<String, String> environment,
        List<Settings.Port> ports,
        Ready ready,
        Duration readyWithin,
        Path log,
        String stopSignal,
        Runnable prepare) {

    /** A component that needs nothing written before it starts. */
    public Component(
            String name,
            List<String> command,
            Map<String, String> environment,
            List<Settings.Port> ports,
            Ready ready,
            Duration readyWithin,
            Path log,
            String stopSignal) {
        this(name, command, environment, ports, ready, readyWithin, log, stopSignal, () -> {});
    }

    /** Why it does not do its work now; empty where it does. */
    public Optional<String> whyNotReady() {
        try {
            asked().ask();
            return Optional.empty();
        } catch (Exception notReady) {
            return Optional.of(inWords(notReady));
        }
    }

    /** What {@code failure} says, or its class where it says nothing. */
    public static String inWords(Exception failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    /** Asks whether it is ready. The answer is yes or an exception that says what is in the way. */
    public Poll.Question<Boolean> asked() {
        return () -> {
            if (!ready.ask()) {
                throw new IOException(name + " answers that it is not ready");
            }
            return Optional.of(true);
        };
    }

    /** A question that is asked again and again until it is answered with yes. */
    @FunctionalInterface
    public interface Ready {
        /** True when ready; false or an exception when not yet. */
        boolean ask() throws Exception;

        /** Ready when a GET of {@code url} is answered with 200. */
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
