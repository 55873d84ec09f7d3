package example.shop.checks.expectation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The content of an expectations file.
 *
 * @param services where the services are unless options or variables say otherwise, by name
 * @param shapes of traces
 */
public record Expectations(
        Map<String, Place> services, List<Shape> shapes, MetricExpectations metrics, LogExpectations logs) {

    /**
     * Where a service is.
     *
     * @param url of its API
     * @param management of its probes; empty if they are at {@code url}
     */
    public record Place(String url, Optional<String> management) {}
}
