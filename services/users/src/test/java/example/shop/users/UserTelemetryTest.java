package example.shop.users;

import example.shop.support.PeerTelemetryContract;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;

@QuarkusTest
class UserTelemetryTest extends PeerTelemetryContract {

    @Override
    protected Map.Entry<String, String> missing() {
        return Map.entry("/api/users/424242", "/api/users/{id}");
    }

    @Override
    protected Map.Entry<String, String> calling() {
        return Map.entry("/api/users/1", "users.EntitlementClient$$CDIWrapper.everyone");
    }
}
