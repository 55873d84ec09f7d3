package example.shop.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import example.shop.signals.Http;
import example.shop.signals.Poll;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sends a panel's queries to the stores of the running stack, over the same API as Grafana's data sources. */
final class Stores {

    static final String PROMETHEUS = url("PROMETHEUS_URL", "http://127.0.0.1:9090");
    static final String LOKI = url("LOKI_URL", "http://127.0.0.1:3100");
    static final String JAEGER = url("JAEGER_URL", "http://127.0.0.1:16686");

    /** A few scrapes of 15 s, and an evaluation of 30 s that follows. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private Stores() {}

    /**
     * The current results of {@code target}: series, streams of lines, traces or edges of the call graph. A series without
     * a number does not count, as in a panel.
     *
     * @throws IOException where a store does not answer, or refuses the query
     */
    static List<JsonNode> ask(Target target, Variables variables, Duration range) throws IOException {
        return switch (target.source()) {
            case "prometheus", "loki" -> series(target, variables, range);
            case "jaeger" -> jaeger(target, variables, range);
            default -> throw new AssertionError(target + " has an unknown data source: " + target.source());
        };
    }

    /**
     * As {@link #ask}, as soon as there is a result.
     *
     * @throws AssertionError where there is no result after 90 s, with the store's message where it refuses
     */
    static List<JsonNode> await(Target target, Variables variables, Duration range) {
        String[] why = {"it finds nothing"};
        return Poll.until(LIMIT, () -> {
                    try {
                        return Optional.of(ask(target, variables, range)).filter(found -> !found.isEmpty());
                    } catch (IOException refused) {
                        why[0] = refused.getMessage();
                        throw refused;
                    }
                })
                .orElseThrow(() -> new AssertionError(target + ": " + why[0] + ", query: " + target.text()));
    }

    /** False for a query about nginx where the running stack has none. */
    static boolean isDeployed(Target target) throws IOException {
        return !target.isOfNginx()
                || !prometheus("query?query=" + Http.encode("up{service=\"nginx\"}"))
                        .path("result")
                        .isEmpty();
    }

    /** The {@code data} of an answer of Prometheus. */
    static JsonNode prometheus(String path) throws IOException {
        return data(PROMETHEUS + "/api/v1/" + path);
    }

    /** The {@code data} of an answer of Loki. */
    static JsonNode loki(String path) throws IOException {
        return data(LOKI + "/loki/api/v1/" + path);
    }

    /** The {@code data} of an answer of Jaeger. */
    static JsonNode jaeger(String path) throws IOException {
        return data(JAEGER + "/api/" + path);
    }

    /** From Prometheus or Loki, which take the same request. */
    private static List<JsonNode> series(Target target, Variables variables, Duration range) throws IOException {
        String query = "query=" + Http.encode(variables.fill(target.expression()));
        long now = Instant.now().getEpochSecond();
        String path = target.isInstant()
                ? "query?" + query
                : "query_range?" + query + "&step=" + step(range) + "&start=" + (now - range.toSeconds()) + "&end="
                        + now;
        JsonNode data = target.source().equals("loki")
                ? loki(path + "&limit=" + target.json().path("maxLines").asInt(100))
                : prometheus(path);
        return data.path("result").valueStream().filter(Stores::saysSomething).toList();
    }

    private static List<JsonNode> jaeger(Target target, Variables variables, Duration range) throws IOException {
        JsonNode json = target.json();
        long now = Instant.now().toEpochMilli();
        if (json.path("queryType").asText().equals("dependencyGraph")) {
            return jaeger("dependencies?endTs=" + now + "&lookback=" + range.toMillis())
                    .valueStream()
                    .toList();
        }
        StringBuilder path = new StringBuilder("traces?service="
                + Http.encode(variables.fill(json.path("service").asText())) + "&limit="
                + json.path("limit").asInt() + "&start=" + (now - range.toMillis()) * 1000 + "&end=" + now * 1000);
        if (json.has("minDuration")) {
            path.append("&minDuration=").append(json.path("minDuration").asText());
        }
        ObjectNode tags = Dashboard.JSON.createObjectNode();
        for (String tag : variables.fill(json.path("tags").asText()).split(" ")) {
            tags.put(tag.replaceFirst("=.*", ""), tag.replaceFirst("[^=]*=", ""));
        }
        return jaeger(path + "&tags=" + Http.encode(tags.toString()))
                .valueStream()
                .toList();
    }

    /** The value of the tag {@code key} of a span or a process of Jaeger's; empty where there is none. */
    static String tag(JsonNode tagged, String key) {
        return tagged.path("tags")
                .valueStream()
                .filter(tag -> tag.path("key").asText().equals(key))
                .map(tag -> tag.path("value").asText())
                .findFirst()
                .orElse("");
    }

    private static boolean saysSomething(JsonNode series) {
        return !series.path("value").path(1).asText("NaN").equals("NaN")
                || series.path("values")
                        .valueStream()
                        .anyMatch(point -> !point.path(1).asText().equals("NaN"));
    }

    /** Seconds between points, so that there are some hundreds. */
    private static long step(Duration range) {
        return Math.max(15, range.toSeconds() / 300);
    }

    private static JsonNode data(String url) throws IOException {
        HttpResponse<String> answer = Http.get(URI.create(url));
        if (answer.statusCode() != 200) {
            throw new IOException(answer.statusCode() + " " + answer.body().strip() + " from " + url);
        }
        return Dashboard.JSON.readTree(answer.body()).path("data");
    }

    static String url(String variable, String standard) {
        return System.getenv().getOrDefault(variable, standard);
    }
}
