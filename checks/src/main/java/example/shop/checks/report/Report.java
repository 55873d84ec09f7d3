package example.shop.checks.report;

import example.shop.checks.metric.RedWindow;
import example.shop.checks.report.Result.Outcome;
import example.shop.checks.trace.CheckedTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The result of a run of checks, and the source of every format.
 *
 * @param title such as {@code Traces of http://shop.test:8000}
 * @param results in the order of the checks
 * @param links the next pages to open, by name: Jaeger's page of a trace, Prometheus, a dashboard
 */
public record Report(
        String title,
        Instant begin,
        Duration took,
        List<Result> results,
        List<CheckedTrace> traces,
        List<RedWindow.Change> changes,
        Map<String, String> links) {

    /** 0: all passed. 1: something failed. 2: nothing failed, and something could not be checked. */
    public int exitCode() {
        if (results.stream().anyMatch(result -> result.outcome() == Outcome.FAILED)) {
            return 1;
        }
        return results.stream().allMatch(Result::hasPassed) ? 0 : 2;
    }
}
