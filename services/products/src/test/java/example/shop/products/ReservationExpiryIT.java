package example.shop.products;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ReservationExpiryIT extends ReservationExpiryTest {}
