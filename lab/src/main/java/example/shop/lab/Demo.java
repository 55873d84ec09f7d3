package example.shop.lab;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.lab.Settings.Port;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Sends real requests through the gateway and shows what became of them: the answer, the trace, the log lines. */
final class Demo {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration RECOVERY = Duration.ofSeconds(15);
    private static final String CHECKOUT = """
            {"userId": 1, "productId": 1, "quantity": 2, "payment": {"card": "4242 4242 4242 4242"}}""";

    private final Settings settings;
    private final Progress progress;

    Demo(Settings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    void run() {
        String gateway = settings.url(Port.GATEWAY);
        show("GET /api/products/1", trace -> Http.get(URI.create(gateway + "/api/products/1"), trace.header()));
        show("POST /api/checkout", trace -> Http.post(URI.create(gateway + "/api/checkout"), trace.header(), CHECKOUT));
    }

    @FunctionalInterface
    private interface Request {
        HttpResponse<String> send(TraceParent trace) throws IOException;
    }

    private record Answered(TraceParent parent, HttpResponse<String> answer, Instant at) {}

    private void show(String what, Request request) {
        Answered answered = send(what, request);
        String traceId = answered.parent().traceId();
        progress.say("");
        progress.say(what + " -> " + answered.answer().statusCode() + " "
                + answered.answer().body());
        Trace trace = awaitWhole(answered.parent());
        progress.say(String.format(
                "visible in Jaeger %d ms after the answer: %s/api/traces/%s",
                Duration.between(answered.at(), Instant.now()).toMillis(), settings.url(Port.JAEGER_QUERY), traceId));
        progress.say(TraceTree.draw(trace).stripTrailing());
        Path logs = settings.log("any").getParent();
        try {
            for (JsonNode line : LogLines.of(logs, traceId)) {
                progress.say("log  " + LogLines.toText(line));
            }
        } catch (IOException e) {
            throw new LabException("The logs in " + logs + " cannot be read", e);
        }
    }

    /** Sends until it succeeds, for a while: after an outage a circuit breaker stays open for some seconds. */
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
                .orElseThrow(() -> new LabException(what + " did not succeed within " + RECOVERY.toSeconds()
                        + " s; the gateway's last answer: " + last[0] + ". 'make status' tells what runs."));
    }

    /** A trace is whole when the three services have sent their spans and all hang together below the one we named. */
    private Trace awaitWhole(TraceParent parent) {
        return Poll.until(LIMIT, () -> Trace.fetch(settings.url(Port.JAEGER_QUERY), parent.traceId())
                        .filter(trace -> trace.services().containsAll(ServicesBuild.SERVICES))
                        .filter(trace -> trace.hangsTogetherBelow(parent)))
                .orElseThrow(() -> new LabException("Trace " + parent.traceId() + " was not whole in Jaeger within "
                        + LIMIT.toSeconds() + " s. Look at " + settings.log("otel-collector") + " and "
                        + settings.log("jaeger") + "."));
    }
}
