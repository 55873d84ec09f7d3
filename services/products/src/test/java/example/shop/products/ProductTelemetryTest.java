package example.shop.products;

import example.shop.support.PeerTelemetryContract;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;

@QuarkusTest
class ProductTelemetryTest extends PeerTelemetryContract {

    @Override
    protected Map.Entry<String, String> missing() {
        return Map.entry("/api/products/424242", "/api/products/{id}");
    }

    @Override
    protected Map.Entry<String, String> calling() {
        return Map.entry("/api/products/1", "products.OwnerClient$$CDIWrapper.byId");
    }
}
