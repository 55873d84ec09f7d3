package example.shop.gateway;

import java.time.Instant;
import java.util.UUID;

/**
 * An order, as its buyer sees it.
 *
 * @param status {@code placed}, its progress, or its other outcome: {@link Checkout.State}
 * @param quantity pieces
 * @param total in whole units of the shop's one currency; null before the price is known
 * @param payment null unless the order is placed
 */
record OrderView(
        UUID id,
        String status,
        long userId,
        long productId,
        int quantity,
        Long total,
        PaymentView payment,
        Instant createdAt) {}
