package example.shop.products;

/**
 * Stock that was taken.
 *
 * @param id the idempotency key under which it was taken
 * @param quantity pieces
 * @param unitPrice price of one piece, in whole units of the shop's one currency
 */
record ReservationView(String id, long productId, int quantity, int unitPrice) {}
