package example.shop.checks.command;

import example.shop.checks.expectation.Expectations;
import example.shop.checks.expectation.MetricExpectations;
import example.shop.checks.metric.MetricCheck;
import example.shop.checks.report.Outcome;
import example.shop.checks.report.Report;
import example.shop.checks.report.Result;
import example.shop.checks.system.GrafanaCheck;
import example.shop.checks.system.HealthCheck;
import example.shop.checks.system.Parallel;
import example.shop.checks.system.SentRequest;
import example.shop.checks.trace.TraceCheck;
import java.time.Duration;
import java.time.Instant;
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
    Report check(Expectations expectations, Duration limit) {
        Instant begin = Instant.now();
        List<Result> first = Parallel.all(List.<Callable<Result>>of(
                () -> new HealthCheck(addresses).services(limit.dividedBy(2)),
                () -> new HealthCheck(addresses).collector(),
                () -> new GrafanaCheck(addresses.grafana()).check()));
        if (!new HealthCheck(addresses).anybodyAnswers()) {
            return nobody(begin);
        }
        TraceCheck traces = new TraceCheck(addresses, expectations, limit);
        List<TraceCheck.Found> found = new ArrayList<>();
        List<Result> second = Parallel.all(List.<Callable<Result>>of(
                () -> {
                    found.add(traces.run());
                    return tracesAndLines(found.getFirst());
                },
                () -> metrics(expectations.metrics(), limit)));
        List<Result> results = new ArrayList<>(first.subList(0, 1));
        addresses.collector().or(addresses::otlp).ifPresent(asked -> results.add(first.get(1)));
        results.add(traffic(found.getFirst().visits()));
        results.addAll(second);
        addresses.grafana().ifPresent(asked -> results.add(first.getLast()));
        return complete(report(begin, results, found.getFirst()));
    }

    private Report report(Instant begin, List<Result> results, TraceCheck.Found found) {
        return new Report(
                "Set-up" + leftOut(),
                begin,
                Duration.between(begin, Instant.now()),
                results,
                found.checked(),
                List.of(),
                found.links());
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

    private Report nobody(Instant begin) {
        List<Result> results = new ArrayList<>();
        for (String check :
                List.of(HealthCheck.SERVICES, HealthCheck.COLLECTOR, TRAFFIC, TRACES, METRICS, GrafanaCheck.NAME)) {
            if (!check.equals(GrafanaCheck.NAME) || addresses.grafana().isPresent()) {
                results.add(new Result(
                        check,
                        Outcome.NOT_CHECKED,
                        "none of the addresses answers",
                        "Start the system, or give its addresses; --help names the options.",
                        List.of()));
            }
        }
        return report(
                begin, results, new TraceCheck.Found(List.of(), List.of(), Optional.empty(), List.of(), Map.of()));
    }

    private static Result traffic(List<SentRequest> visits) {
        List<String> wrong =
                visits.stream().flatMap(visit -> visit.trouble().stream()).toList();
        if (visits.isEmpty()) {
            return new Result(
                    TRAFFIC, Outcome.NOT_CHECKED, "the expectations have no request", "Add a shape.", List.of());
        }
        return wrong.isEmpty()
                ? new Result(
                        TRAFFIC, Outcome.PASSED, visits.size() + " requests were answered as expected", "", List.of())
                : new Result(
                        TRAFFIC,
                        Outcome.FAILED,
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

    private Result metrics(MetricExpectations expected, Duration limit) {
        List<Result> parts = new ArrayList<>();
        parts.add(new HealthCheck(addresses).targets(limit.dividedBy(2)));
        if (parts.getFirst().outcome() == Outcome.PASSED) {
            parts.addAll(new MetricCheck(
                            addresses,
                            new MetricExpectations(
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
                .filter(part -> part.outcome() != Outcome.PASSED)
                .sorted(Comparator.comparing(Result::outcome))
                .toList();
        if (bad.isEmpty()) {
            return new Result(check, Outcome.PASSED, passed, "", List.of());
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
