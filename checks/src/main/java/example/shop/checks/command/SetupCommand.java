package example.shop.checks.command;

import example.shop.checks.expectation.Expectations;
import example.shop.checks.metric.MetricCheck;
import example.shop.checks.report.Result;
import example.shop.checks.system.GrafanaCheck;
import example.shop.checks.system.HealthCheck;
import example.shop.checks.system.Parallel;
import example.shop.checks.system.SentRequest;
import example.shop.checks.trace.TraceCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Six checks, from services that answer to data sources of Grafana: each part is present and reaches the next. */
@Command(
        name = "setup",
        description = "Six checks: services, collector, test traffic, traces, metrics, Grafana's data sources.")
public final class SetupCommand extends CheckCommand {

    static final String TRAFFIC = "test traffic is answered";
    static final String TRACES = "traces in Jaeger, their log lines in Loki";
    static final String METRICS = "metrics in Prometheus";

    @Override
    Checked check(Expectations expectations, Duration limit) {
        HealthCheck health = new HealthCheck(addresses);
        List<Optional<Result>> first = Parallel.all(List.<Callable<Optional<Result>>>of(
                () -> Optional.of(health.services(limit.dividedBy(2))),
                health::collector,
                () -> addresses.grafana().map(GrafanaCheck::check)));
        if (!health.anybodyAnswers()) {
            return nobody();
        }
        TraceCheck traces = new TraceCheck(addresses, expectations, limit);
        return Parallel.both(traces::run, () -> metrics(expectations.metrics(), limit), (found, metrics) -> {
            List<Result> results = new ArrayList<>();
            first.stream().limit(2).flatMap(Optional::stream).forEach(results::add);
            results.addAll(List.of(traffic(found.visits()), tracesAndLines(found), metrics));
            first.getLast().ifPresent(results::add);
            return new Checked("Set-up" + leftOut(), results, found.checked(), found.links());
        });
    }

    /** In the title, so that every form of the report says it. */
    private String leftOut() {
        List<String> out = new ArrayList<>();
        if (addresses.collector().isEmpty()) {
            out.add("the collector's health (--collector-health none)");
        }
        if (addresses.loki().isEmpty()) {
            out.add("Loki (--loki none)");
        }
        if (addresses.grafana().isEmpty()) {
            out.add("Grafana (--grafana none)");
        }
        return out.isEmpty() ? "" : "; left out: " + String.join(", ", out);
    }

    private Checked nobody() {
        List<String> checks =
                new ArrayList<>(List.of(HealthCheck.SERVICES, HealthCheck.COLLECTOR, TRAFFIC, TRACES, METRICS));
        addresses.grafana().ifPresent(asked -> checks.add(GrafanaCheck.NAME));
        List<Result> results = checks.stream()
                .map(check -> Result.notChecked(
                        check,
                        "none of the addresses answers",
                        "Start the system, or give its addresses; --help names the options."))
                .toList();
        return new Checked("Set-up" + leftOut(), results, List.of(), Map.of());
    }

    private static Result traffic(List<SentRequest> visits) {
        List<String> wrong =
                visits.stream().flatMap(visit -> visit.trouble().stream()).toList();
        if (visits.isEmpty()) {
            return Result.notChecked(TRAFFIC, "the expectations have no request", "Add a shape.");
        }
        return wrong.isEmpty()
                ? Result.passed(TRAFFIC, visits.size() + " requests were answered as expected")
                : Result.failed(
                        TRAFFIC,
                        wrong.getFirst(),
                        "Send the same request by hand, and look at the log of the service.",
                        wrong);
    }

    private static Result tracesAndLines(TraceCheck.Found found) {
        List<Result> parts = new ArrayList<>(found.traces());
        found.logs().ifPresent(parts::add);
        return together(
                TRACES,
                parts,
                found.traces().size() + " traces are as expected"
                        + found.logs().map(logs -> ", " + logs.said()).orElse(""));
    }

    private Result metrics(Expectations.Metrics expected, Duration limit) {
        List<Result> parts = new ArrayList<>();
        parts.add(new HealthCheck(addresses).targets(limit.dividedBy(2)));
        if (parts.getFirst().hasPassed()) {
            parts.addAll(new MetricCheck(
                            addresses,
                            new Expectations.Metrics(
                                    expected.serviceLabel(), List.of(), expected.names(), List.of(), List.of()),
                            limit)
                    .run());
        }
        return together(
                METRICS,
                parts,
                parts.getFirst().said() + ", and " + expected.names().size() + " metrics are there");
    }

    /** One result of several: the worst outcome of them. */
    static Result together(String check, List<Result> parts, String passed) {
        List<Result> bad = parts.stream()
                .filter(part -> !part.hasPassed())
                .sorted(Comparator.comparing(Result::outcome))
                .toList();
        if (bad.isEmpty()) {
            return Result.passed(check, passed);
        }
        Result worst = bad.getFirst();
        List<String> details =
                bad.stream().map(part -> part.check() + ": " + part.said()).toList();
        return new Result(
                check,
                worst.outcome(),
                worst.check() + ": " + worst.said() + (bad.size() == 1 ? "" : ", and " + (bad.size() - 1) + " more"),
                worst.hint(),
                details);
    }
}
