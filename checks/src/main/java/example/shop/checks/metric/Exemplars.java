package example.shop.checks.metric;

import example.shop.checks.system.Jaeger;
import example.shop.checks.trace.Cause;
import example.shop.signals.Prometheus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether exemplars lead from a metric to a trace. */
record Exemplars(Prometheus prometheus, Jaeger jaeger) {

    /** Of those that Prometheus keeps; where only a share of traces is kept, most lead nowhere. */
    private static final int TRIED = 30;

    /**
     * What is wrong with those of the last five minutes, or nothing.
     *
     * @throws IOException where Prometheus does not answer, or refuses
     */
    Optional<Cause> wrong(String metric) throws IOException {
        Instant now = Instant.now();
        List<Prometheus.Exemplar> exemplars = prometheus.exemplars(metric, now.minus(Duration.ofMinutes(5)), now);
        List<String> traceIds = exemplars.reversed().stream()
                .map(exemplar -> exemplar.labels().getOrDefault("trace_id", ""))
                .filter(traceId -> !traceId.isEmpty())
                .limit(TRIED)
                .toList();
        try {
            if (jaeger.hasAny(traceIds)) {
                return Optional.empty();
            }
        } catch (UncheckedIOException e) {
            return Optional.of(
                    new Cause(e.getCause().getMessage(), "Look at Jaeger, or give its address with --jaeger URL."));
        }
        return Optional.of(
                exemplars.isEmpty()
                        ? new Cause(
                                "Prometheus keeps none of the last five minutes",
                                "Is it started with --enable-feature=exemplar-storage, and are metrics scraped as OpenMetrics?")
                        : new Cause(
                                "none of the last " + Math.min(exemplars.size(), TRIED)
                                        + " has a trace_id that Jaeger has a trace of",
                                "Do services put trace_id beside what they count, and is the trace kept?"));
    }
}
