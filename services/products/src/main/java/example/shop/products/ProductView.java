package example.shop.products;

/**
 * A product in a list.
 *
 * @param price in whole units of the shop's one currency
 */
record ProductView(long id, String name, int price) {

    static ProductView of(Product product) {
        return new ProductView(product.id(), product.name(), product.price());
    }
}
