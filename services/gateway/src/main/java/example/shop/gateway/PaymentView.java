package example.shop.gateway;

/**
 * A payment that was taken.
 *
 * @param id the provider's id
 * @param card the last four digits
 * @param amount in whole units of the shop's one currency
 */
record PaymentView(String id, String card, long amount) {}
