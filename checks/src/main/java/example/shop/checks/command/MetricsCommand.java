package example.shop.checks.command;

import example.shop.checks.expectation.Expectations;
import example.shop.checks.metric.MetricCheck;
import example.shop.signals.FatalException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Compares the data in Prometheus with the expectations. */
@Command(name = "metrics", description = "Sends a few requests and checks the expected metrics in Prometheus.")
public final class MetricsCommand extends CheckCommand {

    /** Two scrapes, 15 seconds apart, and the time for the queries. */
    @Override
    Duration usualDeadline() {
        return Duration.ofSeconds(40);
    }

    @Override
    Checked check(Expectations expectations, Duration limit) {
        if (expectations.metrics().isEmpty()) {
            throw new FatalException("The expectations file has no metrics.");
        }
        String prometheus = addresses.prometheus().url();
        return new Checked(
                "Metrics in " + prometheus,
                new MetricCheck(addresses, expectations.metrics(), limit).run(),
                List.of(),
                Map.of("Prometheus", prometheus + "/query"));
    }
}
