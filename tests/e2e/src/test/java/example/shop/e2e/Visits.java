package example.shop.e2e;

import example.shop.signals.TraceParent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Ten requests a second through all services, each with a trace id of its own, until it is ended. */
final class Visits implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    /** A slow one does not delay the next. */
    private final ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor();

    private final List<TraceParent> answered = new CopyOnWriteArrayList<>();
    private final List<Visit> visits = new CopyOnWriteArrayList<>();

    private Visits() {}

    private record Visit(Instant begin, Duration duration) {}

    static Visits begin() {
        Visits visits = new Visits();
        visits.clock.scheduleAtFixedRate(() -> visits.visitors.submit(visits::visit), 0, 100, TimeUnit.MILLISECONDS);
        return visits;
    }

    /** Waits for {@code more} successful answers from now on. */
    void awaitAnswers(int more) {
        int goal = answered.size() + more;
        Await.until(LIMIT, goal + " requests get 200", () -> answered.size() >= goal);
    }

    /** Ends them; returns those answered with 200 and with the owner, which involve all three services. */
    List<TraceParent> end() throws InterruptedException {
        clock.shutdown();
        clock.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS);
        visitors.shutdown();
        visitors.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS);
        return List.copyOf(answered);
    }

    /** How many there were, whatever their outcome. */
    int count() {
        return visits.size();
    }

    /** The latency of all answers to visits whose begin matches {@code when}. */
    Latency latency(Predicate<Instant> when) {
        return Latency.of(visits.stream()
                .filter(visit -> when.test(visit.begin()))
                .map(Visit::duration)
                .toList());
    }

    @Override
    public void close() {
        clock.shutdownNow();
        visitors.shutdownNow();
    }

    private void visit() {
        TraceParent parent = TraceParent.random();
        Instant begin = Instant.now();
        try {
            var answer = Stack.getMarked(parent, Stack.GATEWAY + "/api/products/1");
            if (answer.statusCode() == 200 && answer.body().contains("\"owner\":{")) {
                answered.add(parent);
            }
        } catch (IOException away) {
            // Requests without an answer may be lost.
        } finally {
            visits.add(new Visit(begin, Duration.between(begin, Instant.now())));
        }
    }
}
