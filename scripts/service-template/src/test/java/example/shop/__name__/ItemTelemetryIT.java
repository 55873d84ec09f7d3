package example.shop.__name__;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ItemTelemetryIT extends ItemTelemetryTest {}
