package example.shop.signals;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Requests with a deadline for the whole answer. */
public final class Http {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    /** The time limit for an answer. */
    public static final Duration LIMIT = Duration.ofSeconds(10);

    private Http() {}

    /** {@code text} as the value of a query parameter. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** @throws IOException if no answer arrives within ten seconds */
    public static HttpResponse<String> get(URI uri) throws IOException {
        return send(HttpRequest.newBuilder(uri));
    }

    /** As {@link #get(URI)}, with headers. */
    public static HttpResponse<String> get(URI uri, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        headers.forEach(request::header);
        return send(request);
    }

    /** Sends {@code json} as the body of a POST. */
    public static HttpResponse<String> post(URI uri, Map<String, String> headers, String json) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        headers.forEach(request::header);
        return send(request);
    }

    /** Sends {@code request} and waits for at most ten seconds. */
    public static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        return send(request, LIMIT);
    }

    /**
     * Sends {@code request} and waits at most {@code limit} for the whole answer. The client's own timeout ends with
     * the headers, so a missing body would block it without end.
     */
    public static HttpResponse<String> send(HttpRequest.Builder request, Duration limit) throws IOException {
        CompletableFuture<HttpResponse<String>> answer =
                CLIENT.sendAsync(request.timeout(limit).build(), HttpResponse.BodyHandlers.ofString());
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new HttpTimeoutException("no whole answer within " + limit.toMillis() + " ms");
        } catch (ExecutionException failed) {
            throw inWords(failed.getCause(), request);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static IOException inWords(Throwable cause, HttpRequest.Builder request) {
        if (cause instanceof ConnectException) {
            // The JDK's own has no message.
            return new ConnectException(
                    "nothing answers at " + request.build().uri().getAuthority());
        }
        return cause instanceof IOException failure ? failure : new IOException(cause.toString(), cause);
    }
}
