package example.shop.checks.system;

import example.shop.checks.expectation.Expectations.Request;
import example.shop.signals.FatalException;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * A request that was sent as the start of its own trace.
 *
 * @param trouble the error in the answer, in words; nothing if it is as expected
 * @param answered false if there was no answer at all
 */
public record SentRequest(
        Request request, TraceParent parent, Instant sent, Instant ended, Optional<String> trouble, boolean answered) {

    /** The sender; server spans record it. */
    public static final String USER_AGENT = "observable-shop-checks";

    /** A first request after a start may be slow; with a longer limit the run would take too long. */
    private static final Duration LIMIT = Duration.ofSeconds(6);

    /** Sends all {@code requests}: first one, which warms the system up after a start, then the others in parallel. */
    public static List<SentRequest> sendAll(List<Request> requests, Addresses addresses) {
        List<Callable<SentRequest>> visits = requests.stream()
                .<Callable<SentRequest>>map(request -> {
                    Endpoint service = addresses.service(request.service());
                    return () -> send(request, service);
                })
                .toList();
        List<SentRequest> sent =
                new ArrayList<>(Parallel.all(visits.stream().limit(1).toList()));
        sent.addAll(Parallel.all(visits.stream().skip(1).toList()));
        return sent;
    }

    /**
     * Sends {@code request}, marked so that its trace is kept even if only a share is.
     *
     * @throws FatalException if it cannot be sent as the file states it
     */
    static SentRequest send(Request request, Endpoint service) {
        TraceParent parent = TraceParent.random();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("User-Agent", USER_AGENT);
        headers.put("baggage", "trace.keep=true");
        headers.putAll(request.headers());
        headers.putAll(parent.header(URI.create(service.url())));
        Instant sent = Instant.now();
        Optional<String> trouble = Optional.empty();
        boolean answered = true;
        try {
            HttpResponse<String> answer = service.send(build(request, headers), request.path(), LIMIT);
            if (answer.statusCode() != request.status()) {
                trouble = Optional.of(
                        request.said() + " is answered with " + answer.statusCode() + ", not with " + request.status());
            }
        } catch (IOException e) {
            trouble = Optional.of(e.getMessage());
            answered = false;
        } catch (IllegalArgumentException e) {
            throw new FatalException("The request " + request.said() + " cannot be sent: " + e.getMessage());
        }
        return new SentRequest(request, parent, sent, Instant.now(), trouble, answered);
    }

    private static HttpRequest.Builder build(Request request, Map<String, String> headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder()
                .method(
                        request.method(),
                        request.body()
                                .map(HttpRequest.BodyPublishers::ofString)
                                .orElseGet(HttpRequest.BodyPublishers::noBody));
        headers.forEach(builder::header);
        return builder;
    }
}
