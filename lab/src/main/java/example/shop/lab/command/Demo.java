package example.shop.lab.command;

import example.shop.lab.Port;
import example.shop.lab.Progress;
import example.shop.lab.Settings;
import example.shop.signals.FatalException;
import example.shop.signals.Http;
import example.shop.signals.Loki;
import example.shop.signals.Poll;
import example.shop.signals.Trace;
import example.shop.signals.TraceParent;
import example.shop.signals.TraceTree;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Sends real requests through the gateway and prints the outcome: the answer, the trace, the log lines. */
public final class Demo {

    private static final String FRONT = "gateway";
    /** The services that take part in each of the requests. */
    private static final List<String> VISITED = List.of(FRONT, "products", "users");

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration RECOVERY = Duration.ofSeconds(15);
    private static final String CHECKOUT = """
            {"userId": 1, "productId": 1, "quantity": 2, "payment": {"card": "4242 4242 4242 4242"}}""";

    private final Settings settings;
    private final Progress progress;

    public Demo(Settings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    public void run() {
        String gateway = settings.url(settings.service(FRONT).port());
        show("GET /api/products/1", trace -> Http.get(URI.create(gateway + "/api/products/1"), trace.header()));
        show("POST /api/checkout", trace -> Http.post(URI.create(gateway + "/api/checkout"), trace.header(), CHECKOUT));
    }

    @FunctionalInterface
    private interface Request {
        HttpResponse<String> send(TraceParent trace) throws IOException;
    }

    private record Answered(TraceParent parent, HttpResponse<String> answer, Instant at) {

        <T> Seen<T> seen(T found) {
            return new Seen<>(found, Duration.between(at, Instant.now()).toMillis());
        }
    }

    /** Data from a store, and the milliseconds from the answer until it was there. */
    private record Seen<T>(T found, long millis) {}

    private void show(String what, Request request) {
        Answered answered = send(what, request);
        String traceId = answered.parent().traceId();
        progress.say("");
        progress.say(what + " -> " + answered.answer().statusCode() + " "
                + answered.answer().body());
        CompletableFuture<Poll.Outcome<Seen<List<Loki.Line>>>> lines =
                CompletableFuture.supplyAsync(() -> lines(answered));
        Seen<Trace> trace = whole(answered)
                .orElseThrow(() -> missing(answered, "was not complete in Jaeger", "otel-collector", "jaeger"));
        progress.say("visible in Jaeger " + trace.millis() + " ms after the answer: " + settings.url(Port.JAEGER_QUERY)
                + "/api/traces/" + traceId);
        progress.say(TraceTree.draw(trace.found()).stripTrailing());
        Seen<List<Loki.Line>> seen = lines.join()
                .orElseThrow(() ->
                        missing(answered, "did not have lines of all three services in Loki", "log-agent", "loki"));
        progress.say("visible in Loki " + seen.millis() + " ms after the answer");
        seen.found().forEach(line -> progress.say("log  " + LineText.of(line)));
        progress.say("full report: make trace ID=" + traceId);
    }

    /** Sends until it succeeds, up to a limit: after an outage a circuit breaker stays open for some seconds. */
    private Answered send(String what, Request request) {
        String[] last = {"nothing"};
        return Poll.until(RECOVERY, () -> {
                    TraceParent parent = TraceParent.random();
                    try {
                        HttpResponse<String> answer = request.send(parent);
                        last[0] = answer.statusCode() + " " + answer.body();
                        return answer.statusCode() < 300
                                ? Optional.of(new Answered(parent, answer, Instant.now()))
                                : Optional.empty();
                    } catch (IOException e) {
                        last[0] = e.toString();
                        return Optional.empty();
                    }
                })
                .orElseThrow(() -> new FatalException(what + " did not succeed within " + RECOVERY.toSeconds()
                        + " s; the gateway's last answer: " + last[0] + ". 'make status' shows what runs."));
    }

    /**
     * A trace is complete when the three services have sent their spans and all descend from the span that the demo named.
     */
    private Poll.Outcome<Seen<Trace>> whole(Answered answered) {
        TraceParent parent = answered.parent();
        return Poll.until(LIMIT, () -> Trace.fetch(settings.url(Port.JAEGER_QUERY), parent.traceId())
                .filter(trace -> trace.services().containsAll(VISITED))
                .filter(trace -> trace.hangsTogetherBelow(parent))
                .map(trace -> answered.seen(trace)));
    }

    /** The lines, once each of the three services has logged a line in the trace. */
    private Poll.Outcome<Seen<List<Loki.Line>>> lines(Answered answered) {
        Loki loki = new Loki(settings.url(Port.LOKI));
        Instant from = answered.at().minus(LIMIT);
        Instant to = answered.at().plus(LIMIT);
        return Poll.until(
                LIMIT, () -> Optional.of(loki.linesOf(answered.parent().traceId(), from, to))
                        .filter(lines -> lines.stream()
                                .map(line -> line.labels().get("container"))
                                .collect(Collectors.toSet())
                                .containsAll(VISITED))
                        .map(lines -> answered.seen(lines)));
    }

    private FatalException missing(Answered answered, String what, String sender, String store) {
        return new FatalException("Trace " + answered.parent().traceId() + " " + what + " within " + LIMIT.toSeconds()
                + " s. Look at " + settings.log(sender) + " and " + settings.log(store) + ".");
    }
}
