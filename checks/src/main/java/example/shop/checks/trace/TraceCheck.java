package example.shop.checks.trace;

import example.shop.checks.expectation.Durations;
import example.shop.checks.expectation.Expectations;
import example.shop.checks.expectation.Shape;
import example.shop.checks.pattern.Findings;
import example.shop.checks.report.Result;
import example.shop.checks.report.Result.Cause;
import example.shop.checks.report.Result.Outcome;
import example.shop.checks.system.Addresses;
import example.shop.checks.system.HealthCheck;
import example.shop.checks.system.Jaeger;
import example.shop.checks.system.Parallel;
import example.shop.checks.system.Probe;
import example.shop.checks.system.SentRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** Sends the request of each shape, waits for its data, and reports missing data and the cause. */
public final class TraceCheck {

    private final Addresses addresses;
    private final Expectations expectations;
    private final Duration deadline;
    private final Instant begin = Instant.now();

    public TraceCheck(Addresses addresses, Expectations expectations, Duration deadline) {
        this.addresses = addresses;
        this.expectations = expectations;
        this.deadline = deadline;
    }

    /**
     * The results.
     *
     * @param visits the requests, in the order of the shapes
     * @param traces a result for each shape
     * @param logs nothing if Loki is left out
     */
    public record Found(
            List<SentRequest> visits,
            List<Result> traces,
            Optional<Result> logs,
            List<CheckedTrace> checked,
            Map<String, String> links) {}

    public Found run() {
        Jaeger jaeger = new Jaeger(addresses.jaeger());
        HealthCheck health = new HealthCheck(addresses);
        List<SentRequest> visits = SentRequest.sendAll(
                expectations.shapes().stream().map(Shape::request).toList(), addresses);
        Map<String, Probe> services = new LinkedHashMap<>();
        health.serviceProbes().forEach(probe -> services.put(probe.endpoint().name(), probe));
        Probe store = Probe.path(jaeger.endpoint(), "/api/services");
        boolean anybody = store.answers()
                || visits.stream().anyMatch(SentRequest::answered)
                || services.values().stream().anyMatch(Probe::answers);
        if (!anybody) {
            return new Found(visits, withoutJaeger(store, false), Optional.empty(), List.of(), Map.of());
        }
        if (!store.well()) {
            return new Found(visits, withoutJaeger(store, true), logs(visits), List.of(), Map.of());
        }
        return Parallel.both(() -> watch(jaeger, visits), () -> logs(visits), (traces, logs) -> {
            Diagnosis diagnosis = new Diagnosis(services, health.collectorProbes(), traces, jaeger, begin);
            return found(traces, logs, diagnosis);
        });
    }

    private List<ShapeTrace> watch(Jaeger jaeger, List<SentRequest> visits) {
        TraceWatch watch = new TraceWatch(jaeger, deadline);
        List<Callable<ShapeTrace>> watches = new ArrayList<>();
        for (int i = 0; i < visits.size(); i++) {
            Shape shape = expectations.shapes().get(i);
            SentRequest visit = visits.get(i);
            watches.add(() -> watch.await(shape, visit));
        }
        return Parallel.all(watches);
    }

    private Found found(List<ShapeTrace> traces, Optional<Result> logs, Diagnosis diagnosis) {
        Map<String, String> links = new LinkedHashMap<>();
        traces.forEach(one -> links.put(
                "trace of " + one.shape().name(),
                diagnosis.jaeger().page(one.trace().id())));
        return new Found(
                traces.stream().map(ShapeTrace::visit).toList(),
                traces.stream().map(one -> result(one, diagnosis)).toList(),
                logs,
                traces.stream()
                        .map(one -> new CheckedTrace(
                                one.shape().name(),
                                one.trace(),
                                one.comparison().lines(),
                                Findings.of(one.trace())))
                        .toList(),
                links);
    }

    private Result result(ShapeTrace one, Diagnosis diagnosis) {
        String check = "trace of " + one.shape().name();
        if (one.isAsExpected()) {
            return Result.passed(
                    check,
                    one.comparison().found() + " expected spans are where they belong, of "
                            + one.trace().spans().size() + " in the trace, " + Durations.say(one.waited())
                            + " after the answer");
        }
        Cause cause = diagnosis.of(one);
        return Result.failed(check, cause.said(), cause.hint(), one.comparison().problems());
    }

    private Optional<Result> logs(List<SentRequest> visits) {
        Map<SentRequest, Set<String>> answered = new LinkedHashMap<>();
        for (int i = 0; i < visits.size(); i++) {
            if (visits.get(i).answered()) {
                answered.put(visits.get(i), expectations.shapes().get(i).answering());
            }
        }
        return addresses.loki().map(loki -> new LogCheck(loki, expectations.logs(), deadline).check(answered));
    }

    /**
     * Without Jaeger no statement on traces is possible: a failure if anything else answers, else the addresses are wrong.
     */
    private List<Result> withoutJaeger(Probe store, boolean anybody) {
        Outcome outcome = anybody ? Outcome.FAILED : Outcome.NOT_CHECKED;
        String said = anybody ? store.said() : "none of the addresses answers; " + store.said();
        String hint = anybody
                ? "Start Jaeger, or give its address with --jaeger URL."
                : "Start the system, or give its addresses; --help names the options.";
        return expectations.shapes().stream()
                .map(shape -> new Result("trace of " + shape.name(), outcome, said, hint, List.of()))
                .toList();
    }
}
