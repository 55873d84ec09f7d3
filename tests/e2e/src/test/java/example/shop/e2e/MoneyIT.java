package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.signals.Http;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Stock, payments and orders add up, whichever service is killed at whichever step of a checkout, under load,
 * while two gateways sweep.
 */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MoneyIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** So soon that sweepers meet requests that are merely slow. */
    private static final Map<String, String> SOON = Map.of("ORDER_SWEEP_AFTER", "3s", "ORDER_SWEEP_EVERY", "1s");

    private Altered gateway;
    /** Gets no requests, and sweeps as the first does. */
    private Altered sweeper;

    private Altered products;

    @BeforeAll
    void sweepSoon() throws IOException {
        gateway = Altered.stopped("gateway", Stack.GATEWAY + "/api/products/1").start(SOON);
        Map<String, String> elsewhere = new HashMap<>(SOON);
        elsewhere.put("SERVICE_PORT", Integer.toString(Proxy.freePort()));
        elsewhere.put("MANAGEMENT_PORT", Integer.toString(Proxy.freePort()));
        sweeper = gateway.twin(
                "gateway-2", "http://127.0.0.1:" + elsewhere.get("SERVICE_PORT") + "/api/products/1", elsewhere);
        products = Altered.running("products", Stack.PRODUCTS + "/api/products/1");
    }

    @AfterAll
    void asTheLabStartedIt() {
        sweeper.stop();
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gateway  | gateway  | INSERT | checkouts    | true",
                "gateway  | products | INSERT | reservations | true",
                "gateway  | products | UPDATE | products     | NEW.stock < OLD.stock",
                "gateway  | gateway  | UPDATE | checkouts    | NEW.state = 'RESERVED' AND OLD.state = 'PENDING'",
                "gateway  | gateway  | INSERT | payments     | true",
                "gateway  | products | UPDATE | reservations | NEW.expires_at IS NULL",
                "gateway  | gateway  | UPDATE | checkouts    | NEW.state = 'PLACED'",
                "gateway  | gateway  | INSERT | orders       | true",
                "gateway  | gateway  | UPDATE | checkouts    | NEW.state = 'COMPENSATING' AND OLD.state = 'RESERVED'",
                "gateway  | products | UPDATE | reservations | NEW.released",
                "gateway  | gateway  | UPDATE | checkouts    | NEW.state = 'REFUSED'",
                "products | products | INSERT | reservations | true",
                "products | products | UPDATE | products     | NEW.stock < OLD.stock",
                "products | products | UPDATE | reservations | NEW.expires_at IS NULL",
                "products | products | UPDATE | reservations | NEW.released",
            })
    void killAtAStepUnderLoadLeavesNothingHalfDone(
            String killed, String database, String change, String table, String condition) throws Exception {
        long pieces = stock() + sold();
        try (Shoppers shoppers = Shoppers.begin(6)) {
            await("the first orders", () -> shoppers.orders().size() >= 3);
            try (HeldStep step = HeldStep.before(database, change, table, condition)) {
                step.awaitReached();
                component(killed).kill();
            }
            start(killed);
            int before = shoppers.orders().size();
            await("orders after the restart", () -> shoppers.orders().size() >= before + 3);
            assertAddsUpInTheEnd(pieces, shoppers);
        }
    }

    @Test
    void killsAtAnyMomentUnderLoadLeaveNothingHalfDone() throws Exception {
        long pieces = stock() + sold();
        try (Shoppers shoppers = Shoppers.begin(10)) {
            for (int i = 0; i < 4; i++) {
                int before = shoppers.orders().size();
                await("orders", () -> shoppers.orders().size() >= before + 5);
                String killed = i % 2 == 0 ? "gateway" : "products";
                component(killed).kill();
                start(killed);
            }
            assertAddsUpInTheEnd(pieces, shoppers);
        }
    }

    @Test
    void orderThatWasPaidBeforeTheCrashIsCompletedAndItsTraceIsLinked() throws Exception {
        String key = UUID.randomUUID().toString();
        TraceParent parent = TraceParent.random();
        try (HeldStep step = HeldStep.before("gateway", "INSERT", "orders", "true")) {
            Thread.ofVirtual().start(() -> buyInto(key, parent));
            step.awaitReached();
            gateway.kill();
        }
        gateway.start(SOON);
        // The caller has gone: no client retries.
        await("the order", () -> Stack.number("gateway", ordersOf(key)) == 1);
        assertThat(buy(key, parent).statusCode()).isEqualTo(201);
        assertThat(Stack.number("gateway", ordersOf(key))).isEqualTo(1);
        await("a span of the sweep that leads to the request", () -> Http.get(URI.create(
                        Stack.JAEGER + "/api/traces?service=gateway&operation=sweep-order&limit=100&lookback=1h"))
                .body()
                .contains(parent.traceId()));
    }

    @Test
    void unreachableProductsGetsNoRequestToReturnStock() throws Exception {
        TraceParent parent = TraceParent.random();
        Altered away = Altered.stopped("products", Stack.PRODUCTS + "/api/products/1");
        try {
            assertThat(buy(UUID.randomUUID().toString(), parent).statusCode()).isEqualTo(503);
            assertThat(Stack.logLines(parent, 3))
                    .noneMatch(line -> line.path("message").asText().contains("given back"));
        } finally {
            away.close();
        }
        assertThat(unfinished()).isZero();
    }

    private static void assertAddsUpInTheEnd(long pieces, Shoppers shoppers) throws Exception {
        shoppers.end();
        assertThat(shoppers.statuses().values()).as("outcomes of checkouts").containsOnly(201, 402);
        await("all orders placed or undone", () -> unfinished() == 0);
        assertThat(stock() + sold()).as("pieces in stock and sold").isEqualTo(pieces);
        assertThat(Stack.number(
                        "products",
                        "SELECT coalesce(sum(quantity), 0) FROM reservations WHERE NOT released AND product_id = "
                                + Shoppers.PRODUCT))
                .as("pieces reserved")
                .isEqualTo(sold());
        assertThat(Stack.number(
                        "products",
                        "SELECT count(*) FROM reservations WHERE NOT released AND expires_at IS NOT NULL AND product_id = "
                                + Shoppers.PRODUCT))
                .as("reservations that will expire")
                .isZero();
        assertThat(Stack.number(
                        "gateway",
                        "SELECT coalesce(sum(amount), 0) FROM payments JOIN checkouts ON peer_key = key"
                                + " WHERE outcome = 'approved' AND refunded_at IS NULL"))
                .as("money taken and not refunded")
                .isEqualTo(Stack.number("gateway", "SELECT coalesce(sum(total), 0) FROM orders"));
        for (Map.Entry<String, Integer> answer : shoppers.statuses().entrySet()) {
            assertThat(Stack.number("gateway", ordersOf(answer.getKey())))
                    .as("orders of a key answered with " + answer.getValue())
                    .isEqualTo(answer.getValue() == 201 ? 1 : 0);
        }
        assertThat(Stack.number(
                        "gateway",
                        "SELECT count(*) FROM (SELECT 1 FROM payments JOIN checkouts ON peer_key = key"
                                + " WHERE outcome = 'approved' AND refunded_at IS NULL"
                                + " GROUP BY idempotency_key HAVING count(*) > 1) twice"))
                .as("keys that paid twice")
                .isZero();
    }

    private void start(String name) {
        component(name).start(name.equals("gateway") ? SOON : Map.of());
    }

    private Altered component(String name) {
        return name.equals("gateway") ? gateway : products;
    }

    private static String ordersOf(String key) {
        return "SELECT count(*) FROM orders JOIN checkouts USING (id) WHERE idempotency_key = '" + key + "'";
    }

    private static void buyInto(String key, TraceParent parent) {
        try {
            buy(key, parent);
        } catch (IOException killed) {
            // The gateway dies before it answers.
        }
    }

    private static HttpResponse<String> buy(String key, TraceParent parent) throws IOException {
        String checkout = """
                {"userId":1,"productId":%d,"quantity":2,"payment":{"card":"4242424242424242"}}""".formatted(Shoppers.PRODUCT);
        Map<String, String> headers = new HashMap<>(parent.header());
        headers.put("Idempotency-Key", key);
        return Http.post(URI.create(Stack.GATEWAY + "/api/checkout"), headers, checkout);
    }

    private static long stock() throws SQLException {
        return Stack.number("products", "SELECT stock FROM products WHERE id = " + Shoppers.PRODUCT);
    }

    private static long sold() throws SQLException {
        return Stack.number(
                "gateway", "SELECT coalesce(sum(quantity), 0) FROM orders WHERE product_id = " + Shoppers.PRODUCT);
    }

    private static long unfinished() throws SQLException {
        return Stack.number(
                "gateway", "SELECT count(*) FROM checkouts WHERE state IN ('PENDING', 'RESERVED', 'COMPENSATING')");
    }

    private static void await(String what, Await.Condition condition) {
        Await.until(LIMIT, what, condition);
    }
}
