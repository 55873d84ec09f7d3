package example.shop.checks.expectation;

import java.util.List;

/**
 * The data that Prometheus must have.
 *
 * @param serviceLabel the label with the service of a series
 * @param requests sent first, so that there is something to count
 * @param exemplars selectors of series, one of whose exemplars must lead to a trace
 */
public record MetricExpectations(
        String serviceLabel, List<Request> requests, List<Metric> names, List<Query> queries, List<String> exemplars) {

    /** For a file without metrics. */
    static final MetricExpectations NONE =
            new MetricExpectations("service", List.of(), List.of(), List.of(), List.of());

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

    public boolean isEmpty() {
        return names.isEmpty() && queries.isEmpty() && exemplars.isEmpty();
    }
}
