package example.shop.checks.expectation;

import java.util.Optional;

/**
 * Which log lines a request must leave.
 *
 * @param query of LogQL for the lines of a trace, with {@code ${trace}} where its id is to be
 * @param serviceLabel whose value is the service that wrote a line; where it is given, each service of a shape must have one
 */
public record LogExpectations(String query, Optional<String> serviceLabel) {

    /** What the collector of this project makes of lines. */
    static final LogExpectations USUAL = new LogExpectations("{job=\"docker\"} |= \"${trace}\"", Optional.empty());

    public String query(String traceId) {
        return query.replace("${trace}", traceId);
    }
}
