package example.shop.telemetry;

import example.shop.telemetry.secrets.Secrets;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Reads the W3C Trace Context and W3C Baggage headers of a request. Joins the lines of a list in their order. Ignores a
 * repeated {@code traceparent}.
 */
final class CallersHeaders implements TextMapGetter<MultiMap> {

    static final String TRACEPARENT = "traceparent";
    static final String BAGGAGE = "baggage";

    /** W3C Baggage, section 3.3.2, requires propagating this much; more is not propagated here. */
    private static final int MAX_BYTES = 8192;

    private static final int MAX_MEMBERS = 64;

    /** OpenTelemetry's parser drops the whole header if one member is like this. */
    private static final Predicate<String> BROKEN =
            Pattern.compile("%(?![0-9A-Fa-f]{2})").asPredicate();

    @Override
    public Iterable<String> keys(MultiMap headers) {
        return headers.names();
    }

    @Override
    public String get(MultiMap headers, String name) {
        List<String> lines = headers.getAll(name);
        if (lines.isEmpty() || TRACEPARENT.equals(name) && lines.size() > 1) {
            return null;
        }
        String list = String.join(",", lines);
        return BAGGAGE.equals(name) ? bounded(list) : list;
    }

    @Override
    public Iterator<String> getAll(MultiMap headers, String name) {
        String value = get(headers, name);
        return value == null ? Collections.emptyIterator() : List.of(value).iterator();
    }

    /**
     * The members of {@code baggage} within the limits: whole, in their order, without secrets. Drops a member that
     * does not fit or cannot be read.
     */
    static String bounded(String baggage) {
        List<String> kept = new ArrayList<>();
        int bytes = 0;
        for (String member : baggage.split(",")) {
            String text = Secrets.masked(member.strip());
            int more = text.getBytes(StandardCharsets.UTF_8).length + (kept.isEmpty() ? 0 : 1);
            if (!text.isEmpty() && !BROKEN.test(text) && kept.size() < MAX_MEMBERS && bytes + more <= MAX_BYTES) {
                kept.add(text);
                bytes += more;
            }
        }
        return String.join(",", kept);
    }
}
