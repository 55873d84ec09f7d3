package example.shop.signals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Queries Prometheus for numbers and exemplars. */
public final class Prometheus {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** The labels of a series' target, which {@code service} states in short. */
    private static final Set<String> TARGET = Set.of("job", "instance", "environment");

    private final String address;
    private final Map<String, String> headers;
    private final Duration limit;

    /** @param address of Prometheus, without a slash at its end */
    public Prometheus(String address) {
        this(address, Map.of(), Http.LIMIT);
    }

    /**
     * @param headers of each request, such as those that grant access
     * @param limit time limit for an answer
     */
    public Prometheus(String address, Map<String, String> headers, Duration limit) {
        this.address = address;
        this.headers = headers;
        this.limit = limit;
    }

    /**
     * An observation that Prometheus keeps beside the samples of a series.
     *
     * @param series the metric's name and its labels without those of the target, as in PromQL
     * @param labels its own, such as {@code trace_id}
     */
    public record Exemplar(String series, Map<String, String> labels, double value, Instant at) {}

    /**
     * The {@code data} of an answer.
     *
     * @param path below {@code /api/v1/}
     * @throws IOException if Prometheus does not answer, or refuses
     */
    public JsonNode data(String path) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + "/api/v1/" + path));
        headers.forEach(request::header);
        HttpResponse<String> answer = Http.send(request, limit);
        JsonNode body = JSON.readTree(answer.body());
        if (answer.statusCode() != 200) {
            throw new IOException("Prometheus answered " + answer.statusCode() + ": "
                    + body.path("error").asText());
        }
        return body.path("data");
    }

    /** The first value of {@code promql} at a time, or nothing if it had none that is a number. */
    public OptionalDouble value(String promql, Instant at) throws IOException {
        JsonNode result = data("query?time=" + seconds(at) + "&query=" + Http.encode(promql))
                .path("result");
        double value = result.path(0).path("value").path(1).asDouble(Double.NaN);
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** The exemplars observed between two times in the series that {@code selector} selects, by time. */
    public List<Exemplar> exemplars(String selector, Instant from, Instant to) throws IOException {
        List<Exemplar> found = new ArrayList<>();
        for (JsonNode series : data(
                "query_exemplars?query=" + Http.encode(selector) + "&start=" + seconds(from) + "&end=" + seconds(to))) {
            String name = name(strings(series.path("seriesLabels")));
            for (JsonNode exemplar : series.path("exemplars")) {
                long millis = Math.round(exemplar.path("timestamp").asDouble() * 1000);
                found.add(new Exemplar(
                        name,
                        strings(exemplar.path("labels")),
                        exemplar.path("value").asDouble(),
                        Instant.ofEpochMilli(millis)));
            }
        }
        found.sort(Comparator.comparing(Exemplar::at));
        return found;
    }

    private static String name(Map<String, String> labels) {
        String metric = labels.remove("__name__");
        labels.keySet().removeAll(TARGET);
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                .collect(Collectors.joining(", ", metric + "{", "}"));
    }

    private static Map<String, String> strings(JsonNode object) {
        Map<String, String> strings = new TreeMap<>();
        object.properties()
                .forEach(field -> strings.put(field.getKey(), field.getValue().asText()));
        return strings;
    }

    private static String seconds(Instant instant) {
        return String.format("%d.%03d", instant.getEpochSecond(), instant.getNano() / 1_000_000);
    }
}
