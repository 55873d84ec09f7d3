package example.shop.e2e;

import example.shop.signals.Http;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Known traces at a steady rate, sent as services send theirs: each service its own spans, over HTTP, once a second, and again
 * after a failure. One trace in five has a reason to be kept.
 */
final class KnownTraffic implements AutoCloseable {

    private static final URI TRACES = Stack.OTLP.resolve("/v1/traces");
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration LIMIT_OF_TRACES = Duration.ofMinutes(8);

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1 + KnownTrace.SERVICES.size());
    private final Queue<KnownTrace> sent = new ConcurrentLinkedQueue<>();
    private final List<Sender> senders =
            KnownTrace.SERVICES.stream().map(Sender::new).toList();
    private final AtomicInteger made = new AtomicInteger();

    private KnownTraffic() {}

    /** Begins to send {@code perSecond} traces a second. */
    static KnownTraffic begin(int perSecond) {
        KnownTraffic traffic = new KnownTraffic();
        traffic.clock.scheduleAtFixedRate(traffic::make, 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
        for (int i = 0; i < traffic.senders.size(); i++) {
            traffic.clock.scheduleWithFixedDelay(
                    traffic.senders.get(i)::send, 1000 + 333L * i, 1000, TimeUnit.MILLISECONDS);
        }
        return traffic;
    }

    /** Waits until {@code more} traces have begun. */
    void awaitTraces(int more) {
        int goal = sent.size() + more;
        Await.until(LIMIT_OF_TRACES, goal + " traces begin", () -> sent.size() >= goal);
    }

    /** Ends it when a collector has accepted every span; returns every trace that began. */
    List<KnownTrace> end() throws InterruptedException {
        clock.shutdown();
        clock.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS);
        Await.until(LIMIT, "a collector accepts all spans", () -> {
            senders.forEach(Sender::send);
            return sent.stream().allMatch(KnownTrace::isAccepted);
        });
        return List.copyOf(sent);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void make() {
        int number = made.getAndIncrement();
        KnownTrace.Kind kind = number % 5 == 0 ? KnownTrace.Kind.values()[number / 5 % 4] : KnownTrace.Kind.PLAIN;
        KnownTrace trace = new KnownTrace(kind);
        sent.add(trace);
        senders.reversed().forEach(sender -> sender.waiting.add(trace));
    }

    /** The exporter of one service. */
    private final class Sender {

        private final String service;
        private final Queue<KnownTrace> waiting = new ConcurrentLinkedQueue<>();

        Sender(String service) {
            this.service = service;
        }

        synchronized void send() {
            List<KnownTrace> batch = new ArrayList<>();
            for (KnownTrace trace = waiting.poll(); trace != null; trace = waiting.poll()) {
                batch.add(trace);
            }
            if (batch.isEmpty()) {
                return;
            }
            String body = """
                    {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"%s"}}]},\
                    "scopeSpans":[{"spans":[%s]}]}]}""".formatted(
                    service,
                    String.join(
                            ",",
                            batch.stream().map(trace -> trace.span(service)).toList()));
            if (isTaken(body)) {
                batch.forEach(trace -> trace.accepted(service));
            } else {
                waiting.addAll(batch);
            }
        }

        private boolean isTaken(String body) {
            try {
                return Http.post(TRACES, Map.of(), body).statusCode() == 200;
            } catch (IOException away) {
                return false;
            }
        }
    }
}
