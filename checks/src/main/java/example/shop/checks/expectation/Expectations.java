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
public record Expectations(Map<String, Place> services, List<Shape> shapes, Metrics metrics, Logs logs) {

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

    /**
     * A request that the checks send.
     *
     * @param service {@code path} is below its address
     * @param path with its query
     * @param headers as the file states them; they replace those that are sent by default
     * @param status the expected HTTP status
     */
    public record Request(
            String service,
            String method,
            String path,
            Map<String, String> headers,
            Optional<String> body,
            int status) {

        /** For example {@code GET /api/products/1 of gateway}. */
        public String said() {
            return method + " " + path + " of " + service;
        }
    }

    /**
     * The data that Prometheus must have.
     *
     * @param serviceLabel the label with the service of a series
     * @param requests sent first, so that there is something to count
     * @param exemplars selectors of series, one of whose exemplars must lead to a trace
     */
    public record Metrics(
            String serviceLabel,
            List<Request> requests,
            List<Metric> names,
            List<Query> queries,
            List<String> exemplars) {

        /** For a file without metrics. */
        static final Metrics NONE = new Metrics("service", List.of(), List.of(), List.of(), List.of());

        public boolean isEmpty() {
            return names.isEmpty() && queries.isEmpty() && exemplars.isEmpty();
        }
    }

    /**
     * A metric that must exist.
     *
     * @param labels that each of its series must have
     * @param services each must have the metric; if empty, any service
     */
    public record Metric(String name, List<String> labels, List<String> services) {}

    /**
     * A query that Prometheus must accept.
     *
     * @param mayBeEmpty true if it selects events that need not have happened, such as errors
     */
    public record Query(String promql, boolean mayBeEmpty) {}

    /**
     * The log lines that a request must leave.
     *
     * @param query LogQL for the lines of a trace, with {@code ${trace}} in the place of its id
     * @param serviceLabel its value is the service that wrote a line; if present, each service of a shape must have one
     */
    public record Logs(String query, Optional<String> serviceLabel) {

        /** The default, for lines from this project's collector. */
        static final Logs USUAL = new Logs("{job=\"docker\"} |= \"${trace}\"", Optional.empty());

        public String query(String traceId) {
            return query.replace("${trace}", traceId);
        }
    }
}
