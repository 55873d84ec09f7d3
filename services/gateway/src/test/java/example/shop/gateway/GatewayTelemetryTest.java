package example.shop.gateway;

import example.shop.support.PeerTelemetryContract;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;

@QuarkusTest
class GatewayTelemetryTest extends PeerTelemetryContract {

    @Override
    protected Map.Entry<String, String> missing() {
        return Map.entry("/api/orders/11111111-2222-3333-4444-555555555555", "/api/orders/{id}");
    }

    @Override
    protected Map.Entry<String, String> calling() {
        return Map.entry("/api/users/1", "gateway.UsersClient$$CDIWrapper.byId");
    }
}
