package example.shop.products;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ReservationResourceIT extends ReservationResourceTest {}
