package example.shop.checks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** Sends the request of each shape, waits for what it must leave, and says what is missing and why. */
final class TraceCheck {

    private final Addresses addresses;
    private final Expectations expectations;
    private final Duration deadline;
    private final Instant begin = Instant.now();

    TraceCheck(Addresses addresses, Expectations expectations, Duration deadline) {
        this.addresses = addresses;
        this.expectations = expectations;
        this.deadline = deadline;
    }

    /**
     * What was found.
     *
     * @param visits the requests, in the order of the shapes
     * @param traces a result for each shape
     * @param logs nothing where Loki is left out
     */
    record Found(
            List<Visit> visits,
            List<Result> traces,
            Optional<Result> logs,
            List<CheckedTrace> checked,
            Map<String, String> links) {}

    Found run() {
        Jaeger jaeger = new Jaeger(addresses.jaeger());
        List<Visit> visits =
                Visit.sendAll(expectations.shapes().stream().map(Shape::request).toList(), addresses);
        Map<String, Probe> services = new LinkedHashMap<>();
        Together.all(addresses.services().values().stream()
                        .<Callable<Probe>>map(service -> () -> Probe.service(service))
                        .toList())
                .forEach(probe -> services.put(probe.endpoint().name(), probe));
        Probe store = Probe.path(jaeger.endpoint(), "/api/services");
        if (!store.well()) {
            return withoutJaeger(visits, services, store);
        }
        TraceWatch watch = new TraceWatch(jaeger, deadline);
        List<Callable<ShapeTrace>> watches = new ArrayList<>();
        for (int i = 0; i < visits.size(); i++) {
            Shape shape = expectations.shapes().get(i);
            Visit visit = visits.get(i);
            watches.add(() -> watch.await(shape, visit));
        }
        List<ShapeTrace> traces = Together.all(watches);
        Diagnosis diagnosis = new Diagnosis(services, collector(), traces, jaeger, begin);
        Map<String, String> links = new LinkedHashMap<>();
        traces.forEach(one -> links.put(
                "trace of " + one.shape().name(), jaeger.page(one.trace().id())));
        return new Found(
                visits,
                traces.stream().map(one -> result(one, diagnosis)).toList(),
                logs(traces),
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
            return new Result(
                    check,
                    Outcome.PASSED,
                    one.comparison().found() + " expected spans are where they belong, of "
                            + one.trace().spans().size() + " in the trace, " + Seconds.say(one.waited())
                            + " after the answer",
                    "",
                    List.of());
        }
        Cause cause = diagnosis.of(one);
        return new Result(
                check,
                Outcome.FAILED,
                cause.said(),
                cause.hint(),
                one.comparison().problems());
    }

    private List<Probe> collector() {
        List<Callable<Probe>> probes = new ArrayList<>();
        addresses.collector().ifPresent(health -> probes.add(() -> Probe.path(health, "/")));
        addresses.otlp().ifPresent(otlp -> probes.add(() -> Probe.otlp(otlp)));
        return Together.all(probes);
    }

    private Optional<Result> logs(List<ShapeTrace> traces) {
        Map<Visit, Set<String>> visits = new LinkedHashMap<>();
        traces.stream().filter(one -> one.visit().answered()).forEach(one -> visits.put(one.visit(), one.answering()));
        return addresses.loki().map(loki -> new LogCheck(loki, expectations.logs(), min(deadline)).check(visits));
    }

    /** Lines are there sooner than traces, which were waited for already. */
    private static Duration min(Duration deadline) {
        Duration enough = Duration.ofSeconds(10);
        return deadline.compareTo(enough) < 0 ? deadline : enough;
    }

    /** Nothing can be said of traces: that is a failure where anything else answers, else the addresses are wrong. */
    private Found withoutJaeger(List<Visit> visits, Map<String, Probe> services, Probe store) {
        boolean anybody = store.answers()
                || visits.stream().anyMatch(Visit::answered)
                || services.values().stream().anyMatch(Probe::answers);
        Outcome outcome = anybody ? Outcome.FAILED : Outcome.NOT_CHECKED;
        String said = anybody ? store.said() : "none of the addresses answers; " + store.said();
        String hint = anybody
                ? "Start Jaeger, or give its address with --jaeger URL."
                : "Start the system, or give its addresses; --help names the options.";
        List<Result> results = expectations.shapes().stream()
                .map(shape -> new Result("trace of " + shape.name(), outcome, said, hint, List.of()))
                .toList();
        Map<Visit, Set<String>> answered = new LinkedHashMap<>();
        visits.stream()
                .filter(Visit::answered)
                .forEach(visit -> answered.put(visit, Set.of(visit.request().service())));
        Optional<Result> logs = addresses.loki().filter(loki -> anybody).map(loki -> new LogCheck(
                        loki, expectations.logs(), min(deadline))
                .check(answered));
        return new Found(visits, results, logs, List.of(), Map.of());
    }
}
