package example.shop.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Requests with secrets in every place where a caller can put them, for all routes of a service. */
final class SecretRequests {

    private static final String CARD = Marker.card();
    private static final String CARD_WITH_HYPHENS = Marker.card().replaceAll("(\\d{4})(?=\\d)", "$1-");
    private static final String CARD_WITH_BLANKS = Marker.card().replaceAll("(\\d{4})(?=\\d)", "$1%20");
    private static final String PASSWORD = Marker.word();
    private static final String API_KEY = Marker.word();
    private static final String IDEMPOTENCY_KEY = Marker.word();
    private static final String COOKIE = Marker.word();
    private static final String BEARER = Marker.word();
    private static final String BASIC =
            Base64.getEncoder().encodeToString(("alice:" + Marker.word()).getBytes(StandardCharsets.UTF_8));
    private static final String PASSWORD_IN_PATH = Marker.word();
    private static final String API_KEY_IN_PATH = Marker.word();

    /** Secrets that no service may log. An idempotency key is none: it names a purchase, in the path of its reservation too. */
    static final List<String> SECRETS =
            List.of(CARD, CARD_WITH_HYPHENS, CARD_WITH_BLANKS, PASSWORD, API_KEY, COOKIE, BEARER, BASIC);

    /** Secret only by the name before them in a path, which a service logs; the log agent must cut them. */
    static final List<String> NAMED_IN_PATHS = List.of(PASSWORD_IN_PATH, API_KEY_IN_PATH);

    private static final String QUERY =
            "?password=" + PASSWORD + "&api_key=" + API_KEY + "&card=" + CARD + "&page=" + CARD + "&size=" + PASSWORD;
    private static final List<String> IN_PATHS = List.of(
            CARD,
            CARD_WITH_HYPHENS,
            CARD_WITH_BLANKS,
            "password=" + PASSWORD_IN_PATH,
            "api_key=" + API_KEY_IN_PATH,
            "x/y%3D" + CARD);
    /** An unused id: requests must not delete or switch data that other tests need. */
    private static final String NOTHING = "424242";

    private SecretRequests() {}

    /** For every operation of {@code api}, the OpenAPI document of the service at {@code base}. */
    static List<HttpRequest.Builder> all(String base, JsonNode api) {
        List<HttpRequest.Builder> all = new ArrayList<>();
        for (var path : api.path("paths").properties()) {
            String template = path.getKey();
            for (var operation : path.getValue().properties()) {
                String method = operation.getKey().toUpperCase(Locale.ROOT);
                String existing = base + filled(template, NOTHING);
                for (String secret : IN_PATHS) {
                    String url = template.contains("{") ? base + filled(template, secret) : existing + "/" + secret;
                    all.add(request(method, url, BodyPublishers.noBody()));
                }
                all.add(request(method, existing, BodyPublishers.noBody()));
                for (String body : bodies(api, operation.getValue())) {
                    all.add(request(method, existing, BodyPublishers.ofString(body))
                            .header("Content-Type", "application/json"));
                    all.add(request(method, existing, BodyPublishers.ofString(body))
                            .header("Content-Type", "text/plain"));
                }
            }
        }
        return all;
    }

    /** A path at which {@code api} takes a body. */
    static String posting(JsonNode api) {
        for (var path : api.path("paths").properties()) {
            if (path.getValue().has("post")) {
                return filled(path.getKey(), NOTHING);
            }
        }
        throw new AssertionError("no route takes a POST");
    }

    private static String filled(String template, String value) {
        return template.replaceAll("\\{[^}]*}", value);
    }

    private static HttpRequest.Builder request(String method, String url, BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create(url + QUERY))
                .method(method, body)
                .header("Authorization", "Basic " + BASIC)
                .header("Proxy-Authorization", "Bearer " + BEARER)
                .header("Cookie", "session=" + COOKIE)
                .header("X-Api-Key", API_KEY)
                .header("Idempotency-Key", IDEMPOTENCY_KEY)
                .header("Referer", "http://alice:" + PASSWORD + "@shop/" + QUERY)
                .header("User-Agent", "card " + CARD)
                .header("X-Forwarded-For", BEARER)
                .header("baggage", "api_key=" + API_KEY);
    }

    /** Some valid and some invalid; with each known field in turn in the wrong type or the right one. */
    private static List<String> bodies(JsonNode api, JsonNode operation) {
        JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
        if (schema.isMissingNode()) {
            return List.of();
        }
        String[] name = schema.path("$ref").asText().split("/");
        List<String> bodies = new ArrayList<>(List.of(
                "{\"userId\":1,\"productId\":1,\"quantity\":1,\"payment\":{\"card\":\"" + CARD + "\"}}",
                "{\"card\":\"" + CARD + "\",\"amount\":1}",
                "{\"name\":\"" + PASSWORD + "\"}",
                "{\"password\":\"" + PASSWORD + "\",\"api_key\":\"" + API_KEY + "\"}",
                "{\"" + CARD + "\":1,\"" + PASSWORD + "\":2}",
                "{\"password\":\"" + PASSWORD + "\", \"card\": " + CARD,
                "\"" + PASSWORD + "\"",
                CARD,
                "password=" + PASSWORD + "&card=" + CARD,
                "Authorization: Bearer " + BEARER));
        for (var field : api.at("/components/schemas")
                .path(name[name.length - 1])
                .path("properties")
                .properties()) {
            Stream.of("\"" + PASSWORD + "\"", "\"" + CARD + "\"", CARD, CARD + ".5", "{\"card\":\"" + CARD + "1\"}")
                    .forEach(value -> bodies.add("{\"" + field.getKey() + "\":" + value + "}"));
        }
        return bodies;
    }
}
