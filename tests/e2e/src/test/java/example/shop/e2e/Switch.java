package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.signals.TraceParent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A fault of a service, on from its creation until it is closed. */
final class Switch implements AutoCloseable {

    /** A blocked pool returns its connections before the answer; the fault takes 16 one after the other. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final URI fault;

    private Switch(URI fault) {
        this.fault = fault;
    }

    static Switch on(String service, String fault, String json) throws Exception {
        Switch on = new Switch(URI.create(Stack.management(service) + "/faults/" + fault));
        HttpResponse<String> answer = send(HttpRequest.newBuilder(on.fault)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json)));
        assertThat(answer.statusCode())
                .as(answer.body() + " (the stack needs FAULTS_ENABLED=true)")
                .isEqualTo(200);
        return on;
    }

    @Override
    public void close() throws Exception {
        assertThat(send(HttpRequest.newBuilder(fault).DELETE()).statusCode()).isEqualTo(204);
    }

    /** Waits until {@code url} is answered with {@code status} and {@code body} again: a breaker may still be open. */
    static void awaitWhole(String url, HttpResponse<String> before) {
        Await.until(LIMIT, url + " is answered as before", () -> {
            HttpResponse<String> now = Stack.get(TraceParent.random(), url);
            return now.statusCode() == before.statusCode() && shape(now).equals(shape(before));
        });
    }

    /** The body, without the one thing that differs each time. */
    private static String shape(HttpResponse<String> answer) {
        return answer.body().replaceAll("\"traceId\":\"[0-9a-f]+\"", "");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
    }
}
