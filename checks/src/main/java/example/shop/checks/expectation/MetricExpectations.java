package example.shop.checks.expectation;

import java.util.List;

/**
 * What Prometheus must have.
 *
 * @param serviceLabel the label that says which service a series is of
 * @param requests that are sent so that there is something to count
 * @param exemplars selectors of series, one of whose exemplars must lead to a trace
 */
public record MetricExpectations(
        String serviceLabel, List<Request> requests, List<Metric> names, List<Query> queries, List<String> exemplars) {

    /** Of a file that says nothing of metrics. */
    static final MetricExpectations NONE =
            new MetricExpectations("service", List.of(), List.of(), List.of(), List.of());

    /**
     * A metric that must be there.
     *
     * @param labels that each of its series must have
     * @param services each of which must have it; where there are none, anybody
     */
    public record Metric(String name, List<String> labels, List<String> services) {}

    /**
     * A query that Prometheus must understand.
     *
     * @param mayBeEmpty where it selects what need not have happened, such as errors
     */
    public record Query(String promql, boolean mayBeEmpty) {}

    public boolean isEmpty() {
        return names.isEmpty() && queries.isEmpty() && exemplars.isEmpty();
    }
}
