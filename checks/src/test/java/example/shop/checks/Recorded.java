package example.shop.checks;

import com.fasterxml.jackson.databind.ObjectMapper;
import example.shop.signals.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Traces that were saved from a running shop, as Jaeger answers them, without stack traces and names of threads and hosts.
 * Those named {@code cold} are the first of their kind after a start; the others are named after the fault that was on.
 */
public final class Recorded {

    private Recorded() {}

    public static Trace trace(String name) {
        try (InputStream file = Recorded.class.getResourceAsStream("/traces/" + name + ".json")) {
            return Trace.of(new ObjectMapper().readTree(file).path("data").path(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
