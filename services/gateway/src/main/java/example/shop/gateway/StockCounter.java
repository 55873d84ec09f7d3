package example.shop.gateway;

import example.shop.telemetry.OutcomeCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Counts whether stock could be given back, in {@code shop_stock_returns_total}. */
@Startup
@ApplicationScoped
class StockCounter {

    private static final String RETURNED = "returned";
    private static final String FAILED = "failed";

    private final OutcomeCounter returns;

    StockCounter(MeterRegistry registry) {
        returns = new OutcomeCounter(
                registry,
                "shop.stock.returns",
                "Requests to products to take back the stock of an order, by how they ended; a failed one is tried again",
                List.of(RETURNED, FAILED));
    }

    void returned() {
        returns.count(RETURNED);
    }

    void failed() {
        returns.count(FAILED);
    }
}
