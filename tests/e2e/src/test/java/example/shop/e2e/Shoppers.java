package example.shop.e2e;

import example.shop.signals.Http;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Shoppers that make one purchase after another until ended, each under a key that they resend until they know its outcome. */
final class Shoppers implements AutoCloseable {

    static final int PRODUCT = 4;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Set<Integer> ANSWERS = Set.of(201, 402);
    private static final String CHECKOUT = """
            {"userId":1,"productId":%d,"quantity":%d,"payment":{"card":"%s"}}""";

    private final ExecutorService threads;
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final Map<String, String> orders = new ConcurrentHashMap<>();
    private volatile boolean ending;

    private Shoppers(int count) {
        threads = Executors.newFixedThreadPool(count);
        for (int i = 0; i < count; i++) {
            int shopper = i;
            threads.submit(() -> shop(shopper));
        }
    }

    static Shoppers begin(int count) {
        return new Shoppers(count);
    }

    /** Lets them finish what they have begun. */
    void end() throws InterruptedException {
        ending = true;
        threads.shutdown();
        if (!threads.awaitTermination(PATIENCE.toSeconds() + 30, TimeUnit.SECONDS)) {
            throw new AssertionError("shoppers still wait for an answer");
        }
    }

    /** By key, its last answer: 201 or 402, or else the last one before the time limit; -1 for no answer. */
    Map<String, Integer> statuses() {
        return statuses;
    }

    /** By key, the body of the first 201. */
    Map<String, String> orders() {
        return orders;
    }

    @Override
    public void close() {
        ending = true;
        threads.shutdownNow();
    }

    private void shop(int shopper) {
        for (int i = 0; !ending; i++) {
            boolean declined = (shopper + i) % 4 == 0;
            buy(CHECKOUT.formatted(PRODUCT, 1 + i % 3, declined ? "4000000000000002" : "4242424242424242"));
        }
    }

    private void buy(String checkout) {
        String key = UUID.randomUUID().toString();
        Instant until = Instant.now().plus(PATIENCE);
        int status;
        do {
            status = send(key, checkout);
            statuses.put(key, status);
        } while (!ANSWERS.contains(status) && Instant.now().isBefore(until) && pause());
    }

    private int send(String key, String checkout) {
        try {
            HttpResponse<String> answer =
                    Http.post(URI.create(Stack.GATEWAY + "/api/checkout"), Map.of("Idempotency-Key", key), checkout);
            if (answer.statusCode() == 201) {
                orders.putIfAbsent(key, answer.body());
            }
            return answer.statusCode();
        } catch (IOException away) {
            return -1;
        }
    }

    /** As {@code Retry-After} asks, or nearly. */
    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(300);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
