package example.shop.signals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Queries Loki for lines and for numbers computed from lines. */
public final class Loki {

    /** Loki's limit for one answer, its {@code max_entries_limit_per_query}. */
    public static final int LIMIT = 5000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String address;
    private final Map<String, String> headers;

    /** @param address of Loki, without a slash at its end */
    public Loki(String address) {
        this(address, Map.of());
    }

    /** @param headers of each request, such as those that grant access */
    public Loki(String address, Map<String, String> headers) {
        this.address = address;
        this.headers = headers;
    }

    /**
     * A line in Loki.
     *
     * @param labels its stream's labels, {@code job}, {@code container} and {@code level}, and those that the query
     *     adds
     */
    public record Line(Instant at, Map<String, String> labels, String text) {}

    /**
     * The oldest lines that {@code query} selects, by time, at most 5,000.
     *
     * @param query in LogQL, for lines
     * @param from inclusive
     * @param to exclusive
     * @throws IOException if Loki does not answer, or refuses the query
     */
    public List<Line> lines(String query, Instant from, Instant to) throws IOException {
        return lines(query, from, to, LIMIT);
    }

    /** As {@link #lines(String, Instant, Instant)}, at most {@code limit} lines, which is at most 5,000. */
    public List<Line> lines(String query, Instant from, Instant to, int limit) throws IOException {
        JsonNode result = ask("query_range?direction=forward&limit=" + limit + "&start=" + nanos(from) + "&end="
                + nanos(to) + "&query=" + Http.encode(query));
        List<Line> lines = new ArrayList<>();
        for (JsonNode stream : result) {
            Map<String, String> labels = labels(stream.path("stream"));
            for (JsonNode value : stream.path("values")) {
                lines.add(new Line(
                        instant(value.path(0).asText()), labels, value.path(1).asText()));
            }
        }
        lines.sort(Comparator.comparing(Line::at));
        return lines;
    }

    /**
     * The lines of one trace, of every container, by time, with the labels {@code trace_id} and {@code span_id}.
     *
     * @param traceId 32 hexadecimal digits
     * @throws IOException if Loki does not answer
     */
    public List<Line> linesOf(String traceId, Instant from, Instant to) throws IOException {
        return lines(
                "{job=\"docker\"} |= \"" + traceId + "\" | json trace_id=\"traceId\", span_id=\"spanId\" | trace_id=\""
                        + traceId + "\"",
                from,
                to);
    }

    /**
     * The current result of {@code query}: each series with its labels ({@code metric}) and its {@code value}.
     *
     * @param query in LogQL, for numbers
     * @throws IOException if Loki does not answer, or refuses the query
     */
    public JsonNode vector(String query) throws IOException {
        return ask("query?query=" + Http.encode(query));
    }

    private JsonNode ask(String path) throws IOException {
        HttpResponse<String> answer = Http.get(URI.create(address + "/loki/api/v1/" + path), headers);
        if (answer.statusCode() != 200) {
            throw new IOException("Loki answered " + answer.statusCode() + ": "
                    + answer.body().strip());
        }
        return JSON.readTree(answer.body()).path("data").path("result");
    }

    private static Map<String, String> labels(JsonNode stream) {
        Map<String, String> labels = new TreeMap<>();
        stream.properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    private static String nanos(Instant instant) {
        return instant.getEpochSecond() + String.format("%09d", instant.getNano());
    }

    private static Instant instant(String nanos) {
        long number = Long.parseLong(nanos);
        return Instant.ofEpochSecond(number / 1_000_000_000, number % 1_000_000_000);
    }
}
