package example.shop.checks.trace;

import example.shop.checks.report.Result.Cause;
import example.shop.checks.system.Jaeger;
import example.shop.checks.system.Probe;
import example.shop.checks.system.SentRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds out why a trace is not as expected, from all known facts of the system.
 *
 * @param services the state of each service, by name
 * @param collector the state of the collector and its receiver
 * @param traces of this run
 * @param begin of this run
 */
record Diagnosis(
        Map<String, Probe> services, List<Probe> collector, List<ShapeTrace> traces, Jaeger jaeger, Instant begin) {

    Cause of(ShapeTrace one) {
        List<String> ill = one.shape().answering().stream()
                .flatMap(name -> Optional.ofNullable(services.get(name)).stream())
                .filter(probe -> !probe.well())
                .map(Probe::said)
                .toList();
        SentRequest visit = one.visit();
        if (visit.trouble().isPresent()) {
            String said = visit.trouble().get();
            List<String> more =
                    ill.stream().filter(other -> !said.startsWith(other)).toList();
            return new Cause(
                    more.isEmpty() ? said : said + "; " + String.join("; ", more),
                    visit.answered()
                            ? "Look at the log of " + one.shape().request().service() + " for trace "
                                    + visit.parent().traceId() + "."
                            : "Start it, or give its address with --"
                                    + option(one.shape().request().service()) + ".");
        }
        if (one.silence().isPresent()) {
            return new Cause(one.silence().get(), "Look at Jaeger's log, or give its address with --jaeger URL.");
        }
        Optional<MissingHop> crossing =
                MissingHop.first(one.comparison().pairs().getFirst());
        if (crossing.isEmpty()) {
            return differences(one);
        }
        return lost(one, crossing.get()).or(() -> collector(one)).orElseGet(() -> absent(one, crossing.get(), ill));
    }

    /** Blamed only if no span arrived from any service: else its address is wrong from here, and it is not the cause. */
    private Optional<Cause> collector(ShapeTrace one) {
        boolean nothingCame =
                traces.stream().allMatch(other -> other.trace().spans().isEmpty());
        return collector.stream()
                .filter(probe -> nothingCame && !probe.well())
                .findFirst()
                .map(probe -> new Cause(
                        probe.said() + "; none of " + one.shape().root().size() + " expected spans reached Jaeger",
                        "Start the collector and look at its log; services drop the spans that they cannot send."));
    }

    private Optional<Cause> lost(ShapeTrace one, MissingHop crossing) {
        return new DetachedTraces(jaeger, traces)
                .find(one, crossing)
                .map(stray -> new Cause(
                        crossing.service() + " has spans, but not in this trace: traceparent was lost between "
                                + crossing.from() + " and " + crossing.service(),
                        (crossing.from().equals(MissingHop.CALLER)
                                        ? "Something in front of " + crossing.service()
                                                + " drops the header, or it does not read it"
                                        : "The client of " + crossing.from()
                                                + " must be instrumented, and nothing between the two may drop the header")
                                + "; the spans are in trace " + stray.id() + "."));
    }

    private Cause absent(ShapeTrace one, MissingHop crossing, List<String> ill) {
        if (!ill.isEmpty()) {
            return new Cause(
                    String.join("; ", ill),
                    "Start it, look at its log and at its dependencies, or give its address if this one is wrong.");
        }
        if (hasSent(crossing.service())) {
            return differences(one);
        }
        Set<String> others = new TreeSet<>();
        traces.forEach(other -> others.addAll(other.trace().services()));
        if (others.isEmpty()) {
            return new Cause(
                    "no span of this request, nor of any other of this run, reached Jaeger within "
                            + one.waited().toSeconds() + " s, while all else is healthy",
                    "Look at the OTLP endpoint of " + crossing.service()
                            + " (OTEL_EXPORTER_OTLP_ENDPOINT), at the log of"
                            + " the collector for what it exports to Jaeger, and, if only a share of traces is kept, at"
                            + " whether it keeps those with baggage trace.keep=true.");
        }
        return new Cause(
                String.join(" and ", others) + (others.size() == 1 ? " has" : " have") + " sent spans, "
                        + crossing.service() + " has not",
                "Look at the OTLP endpoint of " + crossing.service() + " (OTEL_EXPORTER_OTLP_ENDPOINT) and at its log."
                        + " If only a share of traces is kept, traceparent and baggage may also be lost on the way to it.");
    }

    private static Cause differences(ShapeTrace one) {
        List<String> problems = one.comparison().problems();
        return new Cause(
                problems.getFirst() + (problems.size() == 1 ? "" : ", and " + (problems.size() - 1) + " more"),
                "Compare the two trees below: either the system or its expectations have changed.");
    }

    private boolean hasSent(String service) {
        return traces.stream().anyMatch(one -> one.trace().services().contains(service))
                || new DetachedTraces(jaeger, traces)
                        .of(service, begin)
                        .findAny()
                        .isPresent();
    }

    private static String option(String service) {
        return Set.of("gateway", "products", "users").contains(service)
                ? service + " URL"
                : "service " + service + "=URL";
    }
}
