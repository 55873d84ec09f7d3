package example.shop.products;

/**
 * A product by itself.
 *
 * @param price in whole units of the shop's one currency
 * @param owner who sells it; null where users could not say so in time
 */
record ProductDetails(long id, String name, int price, Owner owner) {}
