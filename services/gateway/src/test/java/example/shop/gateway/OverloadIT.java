package example.shop.gateway;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class OverloadIT extends OverloadTest {}
