package example.shop.checks;

import java.util.List;

/**
 * All that a file of expectations says.
 *
 * @param shapes of traces
 */
record Expectations(List<Shape> shapes, MetricExpectations metrics, LogExpectations logs) {}
