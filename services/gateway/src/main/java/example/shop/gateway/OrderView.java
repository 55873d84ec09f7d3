package example.shop.gateway;

import java.time.Instant;
import java.util.UUID;

/**
 * An order, as its buyer sees it.
 *
 * @param quantity pieces
 * @param total in whole units of the shop's one currency
 */
record OrderView(
        UUID id, long userId, long productId, int quantity, long total, PaymentView payment, Instant createdAt) {}
