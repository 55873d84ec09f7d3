package example.shop.checks.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import example.shop.signals.FatalException;
import example.shop.signals.Http;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP server.
 *
 * @param name its usual name, such as {@code users} or {@code Jaeger}
 * @param url with any path prefix, without a trailing slash
 * @param headers of each request; never printed
 */
public record Endpoint(String name, String url, Map<String, String> headers) {

    /** Enough for a server that answers in milliseconds, and short enough for many that do not answer. */
    public static final Duration LIMIT = Duration.ofSeconds(3);

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param token sent as a bearer token, or {@code user:password}; empty for none
     * @throws FatalException if {@code url} is not an address
     */
    static Endpoint of(String name, String url, String token) {
        String address = url.replaceAll("/+$", "");
        try {
            URI uri = URI.create(address);
            if (uri.getHost() == null
                    || !String.valueOf(uri.getScheme()).matches("(?i)https?")
                    || uri.getUserInfo() != null
                    || uri.getPort() > 65_535
                    || uri.getQuery() != null
                    || uri.getFragment() != null) {
                throw new IllegalArgumentException("not http or https, no host, or a password");
            }
        } catch (IllegalArgumentException e) {
            throw new FatalException("The address of " + name
                    + " must be like https://host:port/prefix, without user or password, or 'none'.");
        }
        return new Endpoint(name, address, token.isBlank() ? Map.of() : Map.of("Authorization", authorization(token)));
    }

    /** Never the headers. */
    @Override
    public String toString() {
        return name + " at " + url;
    }

    /** @throws IOException if it does not answer within three seconds, as the message says */
    HttpResponse<String> get(String path) throws IOException {
        return send(HttpRequest.newBuilder(), path, LIMIT);
    }

    /** Sends {@code request} to {@code path}, as {@link #get}. */
    HttpResponse<String> send(HttpRequest.Builder request, String path, Duration limit) throws IOException {
        headers.forEach(request::setHeader);
        try {
            return Http.send(request.uri(URI.create(url + path)), limit);
        } catch (IOException e) {
            throw new IOException(this + " does not answer: " + words(e), e);
        }
    }

    /**
     * The body of a successful answer.
     *
     * @throws IOException if it does not answer, refuses, or does not answer with JSON
     */
    JsonNode json(String path) throws IOException {
        return found(path).orElseThrow(() -> new IOException(this + " answers 404 for " + path));
    }

    /** The same, or nothing if the answer is 404. */
    Optional<JsonNode> found(String path) throws IOException {
        HttpResponse<String> answer = get(path);
        if (answer.statusCode() == 404) {
            return Optional.empty();
        }
        if (answer.statusCode() != 200) {
            throw new IOException(this + " answers " + answer.statusCode() + refused(answer.statusCode()));
        }
        try {
            return Optional.of(JSON.readTree(answer.body()));
        } catch (JsonProcessingException e) {
            throw new IOException(this + " answers, but not like " + name + ": not JSON", e);
        }
    }

    private static String refused(int status) {
        return status == 401 || status == 403 ? ": access denied" : "";
    }

    /** The message of {@code failure}; those of the JDK say little or nothing. */
    public static String words(IOException failure) {
        if (failure instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        if (failure instanceof JsonProcessingException) {
            return "the answer is not JSON";
        }
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    private static String authorization(String token) {
        return token.contains(":")
                ? "Basic " + Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8))
                : "Bearer " + token;
    }
}
