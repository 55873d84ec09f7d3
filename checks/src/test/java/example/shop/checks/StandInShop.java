package example.shop.checks;

import com.sun.net.httpserver.HttpExchange;
import example.shop.checks.StandIn.Answer;
import example.shop.checks.expectation.Expectations;
import example.shop.checks.trace.ComparisonTest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A whole system of stand-ins that is in order until a test breaks a part of it. */
final class StandInShop implements AutoCloseable {

    private static final String READY = "{\"status\":\"UP\",\"checks\":[]}";

    final StandIn gateway = new StandIn();
    final StandIn products = new StandIn();
    final StandIn users = new StandIn();
    final StandIn collector = new StandIn();
    final StandIn jaeger = new StandIn();
    final StandIn prometheus = new StandIn();
    final StandIn loki = new StandIn();
    final StandIn grafana = new StandIn();
    /** What the store has of a trace, made of what was recorded. */
    volatile UnaryOperator<ChangedTrace> stored = whole -> whole;
    /** What it has of the same request under another id, where there is such. */
    volatile UnaryOperator<ChangedTrace> astray = whole -> whole.onlyService("nobody");
    /** What each service emits. */
    final Map<String, List<String>> emitted = new TreeMap<>();

    private static final Path EXPECTATIONS = RecordedShop.file();

    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    private record Kept(String recorded, String caller, long micros) {}

    StandInShop() {
        List.of(gateway, products, users).forEach(service -> service.on("/health/ready", ask -> Answer.ok(READY)));
        gateway.on("/api/products/1", ask -> visit(ask, "product", 200))
                .on("/api/checkout", ask -> visit(ask, "checkout", 201))
                .on("/api/products/999999", ask -> visit(ask, "unknown-product", 404))
                .on("/api/users", ask -> Answer.ok("[]"));
        collector.on("/", ask -> Answer.ok("{}"));
        jaeger.on("/", ask -> Answer.ok("<html>"))
                .on("/api/services", ask -> Answer.ok("{\"data\":[]}"))
                .on("/api/traces", this::tracesOf)
                .on("/api/traces/", this::trace);
        prometheus
                .on("/-/ready", ask -> Answer.ok("ready"))
                .on("/api/v1/targets", ask -> Answer.ok("{\"data\":{\"activeTargets\":[{\"health\":\"up\"}]}}"))
                .on("/api/v1/query_exemplars", this::exemplars)
                .on("/api/v1/query", this::query);
        loki.on("/ready", ask -> Answer.ok("ready"))
                .on(
                        "/loki/api/v1/query_range",
                        ask -> lines(
                                "\"container\":\"gateway\"", "\"container\":\"products\"", "\"container\":\"users\""));
        grafana.on("/api/health", ask -> Answer.ok("{}"))
                .on(
                        "/api/datasources",
                        ask -> Answer.ok("[{\"name\":\"Jaeger\",\"uid\":\"j\",\"type\":\"jaeger\"},"
                                + "{\"name\":\"Alertmanager\",\"uid\":\"a\",\"type\":\"alertmanager\"}]"))
                .on("/api/datasources/uid/j/health", ask -> Answer.ok("{\"status\":\"OK\"}"))
                .on("/api/datasources/uid/a/health", ask -> new Answer(404, "{\"message\":\"Plugin not found\"}"))
                .on("/api/datasources/proxy/uid/a/api/v2/status", ask -> Answer.ok("{}"));
        for (String service : RecordedShop.SERVICES) {
            emitted.put(
                    service,
                    new ArrayList<>(ComparisonTest.SHOP.metrics().names().stream()
                            .map(Expectations.Metric::name)
                            .toList()));
        }
    }

    /** The options that name every address, and what else a test needs not to depend on where it runs. */
    List<String> options() {
        return new ArrayList<>(List.of(
                "--gateway=" + gateway.url(),
                "--products=" + products.url(),
                "--users=" + users.url(),
                "--collector-health=" + collector.url(),
                "--jaeger=" + jaeger.url(),
                "--prometheus=" + prometheus.url(),
                "--loki=" + loki.url(),
                "--grafana=" + grafana.url(),
                "--otlp=none",
                "--markdown=",
                "--expect=" + EXPECTATIONS,
                "--deadline=3s"));
    }

    @Override
    public void close() {
        List.of(gateway, products, users, collector, jaeger, prometheus, loki, grafana)
                .forEach(StandIn::close);
    }

    private Answer visit(HttpExchange ask, String recorded, int status) {
        String[] parent = ask.getRequestHeaders().getFirst("traceparent").split("-");
        kept.put(parent[1], new Kept(recorded, parent[2], ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())));
        return new Answer(status, "{}");
    }

    private Answer trace(HttpExchange ask) {
        String id = ask.getRequestURI().getPath().replaceAll(".*/", "");
        Kept visit = kept.get(id);
        if (visit == null) {
            return new Answer(404, "{\"errors\":[]}");
        }
        ChangedTrace recorded = stored.apply(ChangedTrace.of(visit.recorded()).as(id, visit.caller(), visit.micros()));
        return recorded.trace().spans().isEmpty() ? new Answer(404, "{\"errors\":[]}") : Answer.ok(recorded.answer());
    }

    private Answer tracesOf(HttpExchange ask) {
        String service = parameter(ask, "service");
        List<String> found = new ArrayList<>();
        kept.forEach((id, visit) -> {
            String other = new StringBuilder(id).reverse().toString();
            ChangedTrace recorded =
                    astray.apply(ChangedTrace.of(visit.recorded()).as(other, visit.caller(), visit.micros()));
            if (recorded.trace().services().contains(service)) {
                found.add(recorded.data().toString());
            }
        });
        return Answer.ok("{\"data\":[" + String.join(",", found) + "]}");
    }

    private Answer exemplars(HttpExchange ask) {
        String id = kept.isEmpty() ? "0" : kept.keySet().iterator().next();
        return Answer.ok("{\"data\":[{\"seriesLabels\":{\"__name__\":\"x\"},\"exemplars\":[{\"labels\":{\"trace_id\":\""
                + id + "\"},\"value\":\"1\",\"timestamp\":1700000000.0}]}]}");
    }

    private Answer query(HttpExchange ask) {
        String promql = parameter(ask, "query");
        if (promql.startsWith("group by (__name__)")) {
            return series(emitted.values().stream()
                    .flatMap(Collection::stream)
                    .distinct()
                    .map(name -> "\"__name__\":\"" + name + "\"")
                    .toList());
        }
        if (promql.startsWith("group by (")) {
            String name = promql.replaceAll("^group by \\(.*?\\) \\((.*)\\)$", "$1");
            String labels = List.of(
                            promql.replaceAll("^group by \\((.*?)\\).*", "$1").split(", "))
                    .stream()
                    .filter(label -> !label.equals("service"))
                    .map(label -> "\"" + label + "\":\"x\",")
                    .collect(Collectors.joining());
            return series(emitted.entrySet().stream()
                    .filter(service -> service.getValue().contains(name))
                    .map(service -> labels + "\"service\":\"" + service.getKey() + "\"")
                    .toList());
        }
        return series(List.of("\"service\":\"gateway\""));
    }

    private static Answer series(List<String> labels) {
        return Answer.ok(labels.stream()
                .map(metric -> "{\"metric\":{" + metric + "},\"value\":[1,\"1\"]}")
                .collect(Collectors.joining(",", "{\"data\":{\"result\":[", "]}}")));
    }

    /** A line in each stream of Loki with {@code labels}. */
    static Answer lines(String... labels) {
        return Answer.ok(Stream.of(labels)
                .map(stream -> "{\"stream\":{" + stream + "},\"values\":[[\"1700000000000000000\",\"{}\"]]}")
                .collect(Collectors.joining(",", "{\"data\":{\"result\":[", "]}}")));
    }

    private static String parameter(HttpExchange ask, String name) {
        for (String pair : ask.getRequestURI().getRawQuery().split("&")) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }
}
