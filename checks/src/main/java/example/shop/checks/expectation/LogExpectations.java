package example.shop.checks.expectation;

import java.util.Optional;

/**
 * The log lines that a request must leave.
 *
 * @param query LogQL for the lines of a trace, with {@code ${trace}} in the place of its id
 * @param serviceLabel its value is the service that wrote a line; if present, each service of a shape must have one
 */
public record LogExpectations(String query, Optional<String> serviceLabel) {

    /** The default, for lines from this project's collector. */
    static final LogExpectations USUAL = new LogExpectations("{job=\"docker\"} |= \"${trace}\"", Optional.empty());

    public String query(String traceId) {
        return query.replace("${trace}", traceId);
    }
}
