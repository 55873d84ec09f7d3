package example.shop.lab.command;

import example.shop.lab.Port;
import example.shop.lab.Progress;
import example.shop.lab.Settings;
import example.shop.signals.FatalException;
import example.shop.signals.Loki;
import example.shop.signals.Prometheus;
import example.shop.signals.Span;
import example.shop.signals.Trace;
import example.shop.signals.TraceTree;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints the data of the three stores on one trace: spans, log lines, metrics at that moment, exemplars. */
public final class TraceReport {

    /** Log lines may come before the first span and after the last, and clocks may differ. */
    private static final Duration MARGIN = Duration.ofMinutes(2);
    /** Searched if no span gives the time. */
    private static final Duration LOOK_BACK = Duration.ofHours(1);

    /** Until the trace's own requests have been scraped (infra/prometheus/prometheus.yaml), with a margin. */
    private static final Duration SCRAPE = Duration.ofSeconds(17);

    private final Settings settings;
    private final Progress progress;
    private final Prometheus prometheus;
    private final List<String> silent = new ArrayList<>();
    private Optional<Trace> trace = Optional.empty();
    private boolean known;

    public TraceReport(Settings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
        this.prometheus = new Prometheus(settings.url(Port.PROMETHEUS));
    }

    /**
     * Prints the report.
     *
     * @param text 32 hexadecimal digits, in upper or lower case
     * @throws FatalException if {@code text} is not a trace id; after the report, if a store did not answer or none has the
     *     trace
     */
    public void print(String text) {
        String id = text.strip().toLowerCase(Locale.ROOT);
        if (!id.matches("[0-9a-f]{32}")) {
            throw new FatalException(
                    "'" + text + "' is not a trace id. A trace id has 32 hexadecimal digits, like the traceId of a"
                            + " log line or of a problem body: make trace ID=4bf92f3577b34da6a3ce929d0e0e4736");
        }
        ask("Jaeger", () -> spans(id));
        Instant now = Instant.now();
        Instant from = trace.map(Trace::start)
                .map(start -> start.minus(MARGIN))
                .orElse(now.minus(LOOK_BACK))
                .truncatedTo(ChronoUnit.SECONDS);
        Instant to = trace.map(Trace::end)
                .map(end -> end.plus(MARGIN))
                .orElse(now)
                .truncatedTo(ChronoUnit.SECONDS)
                .plusSeconds(1);
        progress.say("");
        ask("Loki", () -> lines(id, from, to));
        progress.say("");
        ask("Prometheus", () -> metrics(id, from, to, now));
        if (!silent.isEmpty()) {
            throw new FatalException("Incomplete: " + String.join("; ", silent) + ". 'make status' shows what runs.");
        }
        if (!known) {
            throw new FatalException("Trace " + id
                    + " not found. Spans and lines take seconds to arrive, and are kept for days, not for ever.");
        }
    }

    private void spans(String id) throws IOException {
        trace = Trace.fetch(settings.url(Port.JAEGER_QUERY), id);
        trace.ifPresentOrElse(
                found -> tell(TraceTree.draw(found).stripTrailing()),
                () -> progress.say(
                        "Jaeger has no span of " + id + "; Loki and Prometheus are searched over the last hour"));
    }

    private void lines(String id, Instant from, Instant to) throws IOException {
        List<Loki.Line> lines = new Loki(settings.url(Port.LOKI)).linesOf(id, from, to);
        if (lines.isEmpty()) {
            progress.say("Loki has no line of it from " + from + " to " + to);
            return;
        }
        tell((lines.size() < Loki.LIMIT ? "" : "the first ") + lines.size() + " lines in Loki, of "
                + lines.stream()
                        .map(line -> line.labels().getOrDefault("container", "?"))
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", ")));
        lines.forEach(line -> progress.say("log  " + LineText.of(line)));
    }

    private void metrics(String id, Instant from, Instant to, Instant now) throws IOException {
        if (trace.isPresent()) {
            Instant scraped = trace.get().end().plus(SCRAPE);
            Instant at = (scraped.isBefore(now) ? scraped : now).truncatedTo(ChronoUnit.MILLIS);
            progress.say("its routes in Prometheus, over the five minutes up to " + at);
            for (Span span : trace.get().servers()) {
                progress.say(RouteLoad.ask(
                                prometheus, span.service(), span.attributes().get("http.route"), at)
                        .toString());
            }
        } else {
            progress.say("no metrics of that moment: only spans give the time and the routes");
        }
        progress.say("");
        List<Prometheus.Exemplar> exemplars =
                prometheus.exemplars("{service!=\"\",job!~\"telemetry|spans\"}", from, to).stream()
                        .filter(exemplar -> id.equals(exemplar.labels().get("trace_id")))
                        .toList();
        if (exemplars.isEmpty()) {
            progress.say("Prometheus has no exemplar of it: each series keeps at most one per scrape, and the next"
                    + " scrape may be 6 s away");
        } else {
            tell(exemplars.size() + " exemplars in Prometheus");
            exemplars.forEach(
                    exemplar -> progress.say(exemplar.at() + "  " + exemplar.series() + " " + exemplar.value()));
        }
    }

    private void tell(String line) {
        known = true;
        progress.say(line);
    }

    @FunctionalInterface
    private interface Question {
        void ask() throws IOException;
    }

    private void ask(String store, Question question) {
        try {
            question.ask();
        } catch (IOException silence) {
            progress.say(store + " gave no answer: " + silence);
            silent.add(store + " gave no answer");
        }
    }
}
