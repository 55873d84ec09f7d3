package example.shop.checks.metric;

import example.shop.checks.report.Result.Cause;
import example.shop.checks.system.Jaeger;
import example.shop.signals.Prometheus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Checks that exemplars lead from a metric to a trace. */
record Exemplars(Prometheus prometheus, Jaeger jaeger) {

    /** Of the exemplars in Prometheus; if only a share of traces is kept, most have no trace. */
    private static final int TRIED = 30;

    /**
     * The error in those of the last five minutes, or nothing.
     *
     * @throws IOException if Prometheus does not answer, or refuses
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
                                "Prometheus has no exemplar of the last five minutes",
                                "Start Prometheus with --enable-feature=exemplar-storage, and scrape metrics as OpenMetrics.")
                        : new Cause(
                                "none of the last " + Math.min(exemplars.size(), TRIED)
                                        + " exemplars has a trace_id with a trace in Jaeger",
                                "Check that services add trace_id to their metrics, and that the trace is kept."));
    }
}
