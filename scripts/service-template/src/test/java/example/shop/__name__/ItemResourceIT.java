package example.shop.__name__;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ItemResourceIT extends ItemResourceTest {}
