package example.shop.__name__;

import example.shop.support.TelemetryContract;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;

@QuarkusTest
class ItemTelemetryTest extends TelemetryContract {

    @Override
    protected Map.Entry<String, String> missing() {
        return Map.entry("/api/__name__/424242", "/api/__name__/{id}");
    }
}
