package example.shop.gateway;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class OrderSweeperIT extends OrderSweeperTest {}
