package example.shop.checks.expectation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The content of an expectations file.
 *
 * @param services where the services are unless options or variables say otherwise, by name
 * @param shapes of traces
 */
public record Expectations(
        Map<String, Place> services, List<Shape> shapes, MetricExpectations metrics, LogExpectations logs) {

    /** The services that get a request. */
    public Set<String> requested() {
        return Stream.concat(shapes.stream().map(Shape::request), metrics.requests().stream())
                .map(Request::service)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Where a service is.
     *
     * @param url of its API
     * @param management of its probes; empty if they are at {@code url}
     */
    public record Place(String url, Optional<String> management) {}
}
