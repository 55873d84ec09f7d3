package example.shop.lab;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.lab.Settings.Port;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Sends real requests through the gateway and shows what became of them: the answer, the trace, the log lines. */
final class Demo {

    private static final Duration LIMIT = Duration.ofSeconds(30);
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
        TraceParent product = TraceParent.random();
        show("GET /api/products/1", product, () -> Http.get(URI.create(gateway + "/api/products/1"), product.header()));
        TraceParent checkout = TraceParent.random();
        show(
                "POST /api/checkout",
                checkout,
                () -> Http.post(URI.create(gateway + "/api/checkout"), checkout.header(), CHECKOUT));
    }

    @FunctionalInterface
    private interface Request {
        HttpResponse<String> send() throws IOException;
    }

    private void show(String what, TraceParent parent, Request request) {
        try {
            HttpResponse<String> answer = request.send();
            Instant answered = Instant.now();
            progress.say("");
            progress.say(what + " -> " + answer.statusCode() + " " + answer.body());
            Trace trace = awaitWhole(parent);
            progress.say(String.format(
                    "visible in Jaeger %d ms after the answer: %s/api/traces/%s",
                    Duration.between(answered, Instant.now()).toMillis(),
                    settings.url(Port.JAEGER_QUERY),
                    parent.traceId()));
            progress.say(TraceTree.draw(trace).stripTrailing());
            Path logs = settings.log("any").getParent();
            for (JsonNode line : LogLines.of(logs, parent.traceId())) {
                progress.say("log  " + LogLines.toText(line));
            }
        } catch (IOException e) {
            throw new LabException(what + " could not be sent to the gateway. 'make status' tells what runs", e);
        }
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
