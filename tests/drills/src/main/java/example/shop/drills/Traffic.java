package example.shop.drills;

import example.shop.lab.Http;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Steady requests at a fixed rate, whatever becomes of them, until it is closed. */
final class Traffic implements AutoCloseable {

    /** So that requests which hang do not pile up without end. */
    private static final int MAX_AT_ONCE = 200;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * @param perSecond requests a second, in turns over {@code urls}
     * @param urls GET is sent to
     */
    Traffic(int perSecond, List<String> urls) {
        int[] next = {0};
        clock.scheduleAtFixedRate(
                () -> send(urls.get(next[0]++ % urls.size())), 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
    }

    private void send(String url) {
        if (underWay.incrementAndGet() > MAX_AT_ONCE) {
            underWay.decrementAndGet();
            return;
        }
        requests.execute(() -> {
            try {
                Http.get(URI.create(url));
            } catch (IOException failed) {
                // A drill makes requests fail; what counts is what Prometheus sees of it.
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
