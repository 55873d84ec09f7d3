package example.shop.users;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class BodyLimitIT extends BodyLimitTest {}
