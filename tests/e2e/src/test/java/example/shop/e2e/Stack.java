package example.shop.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import example.shop.lab.Settings;
import example.shop.signals.Http;
import example.shop.signals.Loki;
import example.shop.signals.Poll;
import example.shop.signals.ProjectFolder;
import example.shop.signals.Trace;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The addresses of the system under test, from the environment, and the few things that tests do with it. */
final class Stack {

    static final String GATEWAY = url("GATEWAY_URL", "http://127.0.0.1:8000");
    static final String PRODUCTS = url("PRODUCTS_URL", "http://127.0.0.1:5000");
    static final String USERS = url("USERS_URL", "http://127.0.0.1:8080");
    /** Base of the API of each service of a clean checkout. */
    static final Map<String, String> BASES = Map.of("gateway", GATEWAY, "products", PRODUCTS, "users", USERS);

    /** Base of probes, metrics and faults of each service, by the base of its API. */
    private static final Map<String, String> MANAGEMENT = Map.of(
            GATEWAY, url("GATEWAY_MANAGEMENT_URL", "http://127.0.0.1:9000"),
            PRODUCTS, url("PRODUCTS_MANAGEMENT_URL", "http://127.0.0.1:9001"),
            USERS, url("USERS_MANAGEMENT_URL", "http://127.0.0.1:9002"));

    static final String ALERTMANAGER = url("ALERTMANAGER_URL", "http://127.0.0.1:9093");
    static final String JAEGER = url("JAEGER_URL", "http://127.0.0.1:16686");
    static final String LOKI_URL = url("LOKI_URL", "http://127.0.0.1:3100");
    /** Base of the OTLP/HTTP receiver for spans and lines. */
    static final URI OTLP = URI.create(url("OTLP_URL", "http://127.0.0.1:4318"));

    static final Loki LOKI = new Loki(LOKI_URL);
    /** Folder with a {@code <service>.log} for each service. */
    static final Path LOGS = Path.of(url("LOGS", "../../.lab/logs"));

    /** Of the checkout. */
    static final List<String> SERVICES =
            Settings.from(ProjectFolder.around(Path.of("")), System.getenv()).serviceNames();

    /** A purchase that succeeds. */
    static final String CHECKOUT = """
            {"userId":1,"productId":1,"quantity":1,"payment":{"card":"4242424242424242"}}""";

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Stack() {}

    /** Base of probes, metrics and faults of {@code service}, which is {@link #GATEWAY}, {@link #PRODUCTS} or {@link #USERS}. */
    static String management(String service) {
        return MANAGEMENT.get(service);
    }

    /** Sends a GET as the beginning of the trace {@code parent}. */
    static HttpResponse<String> get(TraceParent parent, String url) throws IOException {
        return Http.get(URI.create(url), parent.header());
    }

    /** The same, for a trace that must be kept despite sampling. */
    static HttpResponse<String> getMarked(TraceParent parent, String url) throws IOException {
        Map<String, String> headers = new HashMap<>(parent.header());
        headers.put("baggage", "trace.keep=true");
        return Http.get(URI.create(url), headers);
    }

    /** Sends a POST of {@code json} as the beginning of the trace {@code parent}. */
    static HttpResponse<String> post(TraceParent parent, String url, String json) throws IOException {
        return Http.post(URI.create(url), parent.header(), json);
    }

    /**
     * The trace that {@code parent} began, as soon as all its spans are connected below the caller's span and it
     * is {@code whole}; the assertion error shows the spans found.
     */
    static Trace trace(TraceParent parent, Predicate<Trace> whole) {
        return trace(parent, whole, LIMIT);
    }

    /** The same, within another time. */
    static Trace trace(TraceParent parent, Predicate<Trace> whole, Duration limit) {
        return Poll.until(limit, () -> Trace.fetch(JAEGER, parent.traceId())
                        .filter(trace -> trace.hangsTogetherBelow(parent))
                        .filter(whole))
                .orElseThrow(() -> new AssertionError("trace " + parent.traceId() + " incomplete after "
                        + limit.toSeconds() + " s; Jaeger has " + whatThereIs(parent)));
    }

    /** Jaeger's answer to a request whose path is {@code /api/<path>}. */
    static HttpResponse<String> jaeger(String path) throws IOException {
        return Http.get(URI.create(JAEGER + "/api/" + path));
    }

    /** Jaeger's JSON of a trace, as soon as it has a span of it. */
    static JsonNode stored(String traceId, Duration limit) {
        HttpResponse<String> answer = Await.until(
                limit, "a span of " + traceId, () -> jaeger("traces/" + traceId), found -> found.statusCode() != 404);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
        return json(answer.body());
    }

    /** The {@code data} of Loki's answer to a request whose path is {@code /loki/api/v1/<path>}. */
    static JsonNode loki(String path) throws IOException {
        return json(Http.get(URI.create(LOKI_URL + "/loki/api/v1/" + path)).body())
                .path("data");
    }

    /** The log lines of the trace that {@code parent} began, as soon as there are at least {@code count}. */
    static List<JsonNode> logLines(TraceParent parent, int count) {
        return Poll.until(LIMIT, () -> Optional.of(LogLines.of(LOGS, SERVICES, parent.traceId()))
                        .filter(lines -> lines.size() >= count))
                .orElseThrow(() -> new AssertionError(
                        "fewer than " + count + " log lines of trace " + parent.traceId() + " in " + LOGS));
    }

    /** The one number that {@code sql} selects in a service's database, asked as the superuser. */
    static long number(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + text, e);
        }
    }

    /** Runs {@code sql} in a service's database as the superuser. */
    static void run(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** As the superuser. */
    static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + url("POSTGRES", "127.0.0.1:15432") + "/" + database,
                "postgres",
                System.getenv("POSTGRES_PASSWORD"));
    }

    private static String whatThereIs(TraceParent parent) {
        try {
            return Trace.fetch(JAEGER, parent.traceId()).map(Trace::toString).orElse("no span of it");
        } catch (IOException e) {
            return "not answered: " + e;
        }
    }

    private static String url(String variable, String standard) {
        return System.getenv().getOrDefault(variable, standard);
    }
}
