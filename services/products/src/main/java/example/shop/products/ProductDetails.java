package example.shop.products;

/**
 * A single product.
 *
 * @param price in whole units of the shop's one currency
 * @param owner the seller; null if users could not say so in time
 */
record ProductDetails(long id, String name, int price, Owner owner) {}
