package example.shop.checks.metric;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.checks.expectation.Expectations;
import example.shop.checks.report.Result;
import example.shop.checks.report.Result.Cause;
import example.shop.checks.report.Result.Outcome;
import example.shop.checks.system.Addresses;
import example.shop.checks.system.Endpoint;
import example.shop.checks.system.HealthCheck;
import example.shop.checks.system.Jaeger;
import example.shop.checks.system.Parallel;
import example.shop.checks.system.Probe;
import example.shop.checks.system.SentRequest;
import example.shop.signals.Http;
import example.shop.signals.Poll;
import example.shop.signals.Prometheus;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/** Queries Prometheus until it has all expected data or the deadline has passed. */
public final class MetricCheck {

    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private final Addresses addresses;
    private final Expectations.Metrics expected;
    private final Duration deadline;
    private final Endpoint endpoint;
    private final Prometheus prometheus;
    private final Map<String, Question> questions = new LinkedHashMap<>();

    /** Returns the current error, or nothing. */
    @FunctionalInterface
    private interface Ask {
        Optional<Cause> wrong() throws IOException;
    }

    /** @param passed the text for success */
    private record Question(String passed, Ask ask) {}

    public MetricCheck(Addresses addresses, Expectations.Metrics expected, Duration deadline) {
        this.addresses = addresses;
        this.expected = expected;
        this.deadline = deadline;
        endpoint = addresses.prometheus();
        prometheus = new Prometheus(endpoint.url(), endpoint.headers(), Endpoint.LIMIT);
        Exemplars exemplars = new Exemplars(prometheus, new Jaeger(addresses.jaeger()));
        MetricNames names = new MetricNames(prometheus, expected.serviceLabel());
        expected.names().forEach(metric -> put("metric " + metric.name(), said(metric), () -> names.wrong(metric)));
        expected.queries()
                .forEach(query -> put(
                        "query " + query.promql(),
                        "valid" + (query.mayBeEmpty() ? "" : ", and returns values"),
                        () -> empty(query)));
        expected.exemplars()
                .forEach(metric ->
                        put("exemplars of " + metric, "one leads to its trace", () -> exemplars.wrong(metric)));
    }

    private void put(String name, String passed, Ask ask) {
        String key = name;
        // The same metric may be expected twice, with other labels of other services.
        for (int again = 2; questions.containsKey(key); again++) {
            key = name + " (" + again + ")";
        }
        questions.put(key, new Question(passed, ask));
    }

    private static String said(Expectations.Metric metric) {
        return "there" + (metric.services().isEmpty() ? "" : ", of " + String.join(", ", metric.services()))
                + (metric.labels().isEmpty() ? "" : ", with " + String.join(", ", metric.labels()));
    }

    /** A result for each name, query and exemplar. */
    public List<Result> run() {
        Probe probe = Probe.path(endpoint, "/-/ready");
        if (!probe.answers()) {
            boolean anybody =
                    new HealthCheck(addresses).serviceProbes().stream().anyMatch(Probe::answers);
            Outcome outcome = anybody ? Outcome.FAILED : Outcome.NOT_CHECKED;
            String hint = "Start Prometheus, or give its address with --prometheus URL.";
            return questions.keySet().stream()
                    .map(name -> new Result(name, outcome, probe.said(), hint, List.of()))
                    .toList();
        }
        Map<String, Optional<Cause>> open = new LinkedHashMap<>();
        questions.keySet().forEach(name -> open.put(name, Optional.empty()));
        AtomicBoolean answered = new AtomicBoolean(true);
        Poll.until(deadline, INTERVAL, () -> {
            // If Prometheus does not answer, another wait would only take time from the queries.
            if (answered.get()) {
                answered.set(SentRequest.sendAll(expected.requests(), addresses).stream()
                        .allMatch(SentRequest::answered));
            }
            ask(open);
            return open.isEmpty() ? Optional.of(true) : Optional.empty();
        });
        return questions.keySet().stream()
                .map(name -> Optional.ofNullable(open.get(name))
                        .map(Optional::orElseThrow)
                        .map(cause -> Result.failed(name, cause.said(), cause.hint()))
                        .orElseGet(() -> Result.passed(name, questions.get(name).passed())))
                .toList();
    }

    /** Sends all open queries at once and removes those that succeed. */
    private void ask(Map<String, Optional<Cause>> open) {
        List<String> names = List.copyOf(open.keySet());
        List<Optional<Cause>> causes = Parallel.all(names.stream()
                .<Callable<Optional<Cause>>>map(name -> () -> answer(name))
                .toList());
        for (int i = 0; i < names.size(); i++) {
            if (causes.get(i).isPresent()) {
                open.put(names.get(i), causes.get(i));
            } else {
                open.remove(names.get(i));
            }
        }
    }

    private Optional<Cause> answer(String name) {
        try {
            return questions.get(name).ask().wrong();
        } catch (IOException e) {
            return Optional.of(new Cause(
                    endpoint + " gives no usable answer: " + Endpoint.words(e),
                    "Run the same query on its own page, " + endpoint.url() + "/query."));
        }
    }

    private Optional<Cause> empty(Expectations.Query query) throws IOException {
        for (JsonNode series :
                prometheus.data("query?query=" + Http.encode(query.promql())).path("result")) {
            if (!series.path("value").path(1).asText().equals("NaN")) {
                return Optional.empty();
            }
        }
        return query.mayBeEmpty()
                ? Optional.empty()
                : Optional.of(new Cause(
                        "the query returns nothing",
                        "Check that its window has traffic and two scrapes, and that services emit its names."));
    }
}
