package example.shop.checks.expectation;

import java.util.List;

/**
 * The content of an expectations file.
 *
 * @param shapes of traces
 */
public record Expectations(List<Shape> shapes, MetricExpectations metrics, LogExpectations logs) {}
