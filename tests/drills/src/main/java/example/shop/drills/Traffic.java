package example.shop.drills;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Steady requests at a fixed rate, whatever their outcome, until it is closed. */
final class Traffic implements AutoCloseable {

    /** Limits the pile of hanging requests. */
    private static final int MAX_AT_ONCE = 200;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger underWay = new AtomicInteger();

    /** One request, whatever its answer. */
    @FunctionalInterface
    interface Request {
        void send() throws IOException;
    }

    /** @param perSecond how often {@code request} is sent */
    Traffic(int perSecond, Request request) {
        clock.scheduleAtFixedRate(() -> send(request), 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
    }

    private void send(Request request) {
        if (underWay.incrementAndGet() > MAX_AT_ONCE) {
            underWay.decrementAndGet();
            return;
        }
        requests.execute(() -> {
            try {
                request.send();
            } catch (IOException failed) {
                // A drill makes requests fail; only Prometheus' view of them counts.
            } finally {
                underWay.decrementAndGet();
            }
        });
    }

    @Override
    public void close() {
        clock.shutdownNow();
        requests.shutdownNow();
    }
}
