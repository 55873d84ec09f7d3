package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.signals.Http;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Buying, over three services and three databases. */
class CheckoutIT {

    private static final int STOCK = 20;

    @BeforeEach
    void twentyPiecesOfProductFive() throws SQLException {
        Stack.run("products", "UPDATE products SET stock = " + STOCK + " WHERE id = 5");
    }

    @Test
    void purchaseTakesStockAndStoresAnOrder() throws Exception {
        long orders = orders();
        HttpResponse<String> answer = buy(1, 5, 3, "4242424242424242");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(stock()).isEqualTo(STOCK - 3);
        assertThat(orders()).isEqualTo(orders + 1);
        String location = answer.headers().firstValue("location").orElseThrow();
        assertThat(Http.get(URI.create(location)).body()).isEqualTo(answer.body());
    }

    @ParameterizedTest
    @CsvSource({
        "402, 1, 5, 3, 4000000000000002",
        "402, 1, 5, 3, 4000000000009995",
        "404, 424242, 5, 3, 4242424242424242",
        "404, 1, 424242, 3, 4242424242424242",
        "409, 1, 5, 21, 4242424242424242",
        "400, 1, 5, 0, 4242424242424242",
        "400, 1, 5, 3, 4242424242424241",
    })
    void refusedCheckoutLeavesStockAndOrdersAsTheyWere(int status, long user, long product, int quantity, String card)
            throws Exception {
        long orders = orders();
        assertThat(buy(user, product, quantity, card).statusCode()).isEqualTo(status);
        assertThat(stock()).isEqualTo(STOCK);
        assertThat(orders()).isEqualTo(orders);
    }

    @Test
    void fiftyReservationsOfTwentyPiecesGiveTwentySuccessesAndThirtyRefusals() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(50)) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(threads.submit(() -> reserve(UUID.randomUUID().toString())));
            }
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
        }
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(20);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(30);
        assertThat(stock()).isZero();
    }

    private static int reserve(String key) throws IOException {
        return Http.post(
                        URI.create(Stack.PRODUCTS + "/api/products/5/reservations"),
                        Map.of("Idempotency-Key", key),
                        "{\"quantity\":1}")
                .statusCode();
    }

    private static HttpResponse<String> buy(long user, long product, int quantity, String card) throws IOException {
        String checkout = "{\"userId\":%d,\"productId\":%d,\"quantity\":%d,\"payment\":{\"card\":\"%s\"}}"
                .formatted(user, product, quantity, card);
        return Stack.post(TraceParent.random(), Stack.GATEWAY + "/api/checkout", checkout);
    }

    private static long stock() throws SQLException {
        return Stack.number("products", "SELECT stock FROM products WHERE id = 5");
    }

    private static long orders() throws SQLException {
        return Stack.number("gateway", "SELECT count(*) FROM orders");
    }
}
