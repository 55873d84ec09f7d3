package example.shop.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.signals.Http;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Queries to the running Prometheus. */
final class Metrics {

    static final String PROMETHEUS = System.getenv().getOrDefault("PROMETHEUS_URL", "http://127.0.0.1:9090");

    /** A few scrapes of 15 s, and the evaluations of 30 s that follow. */
    private static final Duration LIMIT = Duration.ofSeconds(100);

    private Metrics() {}

    /** The {@code data} of an answer of the API, whose path is {@code /api/v1/<path>}. */
    static JsonNode get(String path) throws IOException {
        JsonNode answer = Stack.JSON.readTree(
                Http.get(URI.create(PROMETHEUS + "/api/v1/" + path)).body());
        if (!answer.path("status").asText().equals("success")) {
            throw new AssertionError(path + " answered " + answer);
        }
        return answer.path("data");
    }

    static JsonNode query(String promql) throws IOException {
        return get("query?query=" + Http.encode(promql)).path("result");
    }

    /** The one current value of {@code promql}; 0 where there is no series. */
    static double sum(String promql) throws IOException {
        return first(query(promql));
    }

    /** The same at {@code time}, in seconds since 1970. */
    static double sum(String promql, double time) throws IOException {
        return first(get("query?query=" + Http.encode(promql) + "&time=" + time).path("result"));
    }

    /** The value of the first series of an answer of Prometheus or Loki; 0 where there is none. */
    static double first(JsonNode series) {
        return series.at("/0/value/1").asDouble(0);
    }

    /** The sum of what {@code service} itself serves of http_requests_total with all of {@code labels}. */
    static double served(String service, String... labels) throws IOException {
        return Http.get(URI.create(Stack.management(service) + "/metrics"))
                .body()
                .lines()
                .filter(line -> line.startsWith("http_requests_total{")
                        && Stream.of(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(
                        line.substring(line.indexOf("} ") + 2).split(" ")[0]))
                .sum();
    }

    /** The series of {@code promql}, as soon as there are any whose value is a number. */
    static JsonNode await(String promql) {
        return Await.until(LIMIT, "a value of " + promql, () -> query(promql), Metrics::hasNumber);
    }

    /** Every selector in {@code promql}, with its label matchers and without range and offset. */
    static Set<String> selectors(String promql) throws IOException {
        Set<String> selectors = new TreeSet<>();
        collect(get("parse_query?query=" + Http.encode(promql)), selectors);
        return selectors;
    }

    private static void collect(JsonNode tree, Set<String> selectors) {
        if (Set.of("vectorSelector", "matrixSelector")
                .contains(tree.path("type").asText())) {
            String matchers = tree.path("matchers")
                    .valueStream()
                    .filter(matcher -> !matcher.path("name").asText().equals("__name__"))
                    .map(matcher -> matcher.path("name").asText()
                            + matcher.path("type").asText() + "\""
                            + matcher.path("value").asText() + "\"")
                    .collect(Collectors.joining(","));
            selectors.add(tree.path("name").asText() + (matchers.isEmpty() ? "" : "{" + matchers + "}"));
        }
        tree.forEach(child -> collect(child, selectors));
    }

    private static boolean hasNumber(JsonNode series) {
        for (JsonNode one : series) {
            if (!one.path("value").path(1).asText().equals("NaN")) {
                return true;
            }
        }
        return false;
    }
}
