package example.shop.checks.report;

import example.shop.checks.metric.RedChange;
import example.shop.checks.trace.CheckedTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that a run of checks found; every form in which it is written is made from this.
 *
 * @param title such as {@code Traces of http://shop.test:8000}
 * @param results in the order in which they were checked
 * @param links what to open next, by name: Jaeger's page of a trace, Prometheus, a dashboard
 */
public record Report(
        String title,
        Instant begin,
        Duration took,
        List<Result> results,
        List<CheckedTrace> traces,
        List<RedChange> changes,
        Map<String, String> links) {

    /** 0: all passed. 1: something failed. 2: nothing failed, and something could not be checked. */
    public int exitCode() {
        if (results.stream().anyMatch(result -> result.outcome() == Outcome.FAILED)) {
            return 1;
        }
        return results.stream().allMatch(result -> result.outcome() == Outcome.PASSED) ? 0 : 2;
    }
}
