package example.shop.products;

/**
 * The seller of a product, as other people see them.
 *
 * @param id the user's id, as text
 * @param name the user's display name
 */
record Owner(String id, String name) {}
