package example.shop.checks.expectation;

import java.util.List;

/**
 * All that a file of expectations says.
 *
 * @param shapes of traces
 */
public record Expectations(List<Shape> shapes, MetricExpectations metrics, LogExpectations logs) {}
