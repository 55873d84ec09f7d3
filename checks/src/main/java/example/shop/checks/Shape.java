package example.shop.checks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the trace of a request must look like.
 *
 * @param name of its own, for people
 * @param atMost from the start of the first span to the end of the last
 */
record Shape(String name, Request request, ExpectedSpan root, List<SpanCount> counts, Optional<Duration> atMost) {}
