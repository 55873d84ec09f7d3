package example.shop.e2e;

import example.shop.lab.Http;
import example.shop.lab.Poll;
import example.shop.lab.TraceParent;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ten requests a second through all services, each with a trace id of its own, until it is ended. */
final class Visits implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final List<TraceParent> answered = new CopyOnWriteArrayList<>();
    private final List<Duration> durations = new CopyOnWriteArrayList<>();

    private Visits() {}

    static Visits begin() {
        Visits visits = new Visits();
        visits.clock.scheduleAtFixedRate(visits::visit, 0, 100, TimeUnit.MILLISECONDS);
        return visits;
    }

    /** Waits for {@code more} requests that were answered well from now on. */
    void awaitAnswers(int more) {
        int goal = answered.size() + more;
        Poll.until(LIMIT, () -> answered.size() >= goal ? Optional.of(true) : Optional.empty())
                .orElseThrow(() -> new AssertionError("only " + answered.size() + " requests were answered with 200"));
    }

    /** Ends them; those that were answered with 200 and with the owner, for which all three services have worked. */
    List<TraceParent> end() throws InterruptedException {
        clock.shutdown();
        clock.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS);
        return List.copyOf(answered);
    }

    /** The 99th percentile of how long an answer took, whatever it was. */
    Duration p99() {
        List<Duration> sorted = durations.stream().sorted().toList();
        return sorted.get(sorted.size() * 99 / 100);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void visit() {
        TraceParent parent = TraceParent.random();
        Instant begin = Instant.now();
        try {
            // Marked, so that it is kept where only a share is.
            Map<String, String> headers = new HashMap<>(parent.header());
            headers.put("baggage", "trace.keep=true");
            var answer = Http.get(URI.create(Stack.GATEWAY + "/api/products/1"), headers);
            if (answer.statusCode() == 200 && answer.body().contains("\"owner\":{")) {
                answered.add(parent);
            }
        } catch (IOException away) {
            // What was not answered may be lost.
        } finally {
            durations.add(Duration.between(begin, Instant.now()));
        }
    }
}
