package example.shop.products;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ReservationMetricsIT extends ReservationMetricsTest {}
