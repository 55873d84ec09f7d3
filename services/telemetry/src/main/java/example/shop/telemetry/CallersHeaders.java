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
 * Reads the headers of W3C Trace Context and W3C Baggage from a request. Several lines of a list are one list, in their
 * order; a {@code traceparent} that is there twice counts as none.
 */
final class CallersHeaders implements TextMapGetter<MultiMap> {

    static final String TRACEPARENT = "traceparent";
    static final String BAGGAGE = "baggage";

    /** W3C Baggage, section 3.3.2: so much has to travel on, and here no more does. */
    private static final int MAX_BYTES = 8192;

    private static final int MAX_MEMBERS = 64;

    /** With one such member OpenTelemetry's parser takes none of all. */
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
     * The members of {@code baggage} that fit into the limits, whole and in their order, without secrets; one that does not fit, or
     * cannot be read, is left out.
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
