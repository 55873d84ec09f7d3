package example.shop.checks.trace;

import example.shop.checks.expectation.Expectations;
import example.shop.checks.report.Result;
import example.shop.checks.system.Endpoint;
import example.shop.checks.system.Probe;
import example.shop.checks.system.SentRequest;
import example.shop.signals.Loki;
import example.shop.signals.Poll;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/** Checks the log lines that requests leave. */
final class LogCheck {

    static final String NAME = "log lines in Loki";

    private static final Duration INTERVAL = Duration.ofMillis(500);
    /** For the clocks of two machines. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final Endpoint endpoint;
    private final Expectations.Logs expected;
    private final Duration deadline;

    LogCheck(Endpoint endpoint, Expectations.Logs expected, Duration deadline) {
        this.endpoint = endpoint;
        this.expected = expected;
        this.deadline = deadline;
    }

    /** @param visits with the services that must have a line of each */
    Result check(Map<SentRequest, Set<String>> visits) {
        Probe probe = Probe.path(endpoint, "/ready");
        if (!probe.answers()) {
            return Result.failed(
                    NAME,
                    probe.said(),
                    "Start Loki, give its address with --loki URL, or leave it out with --loki none.");
        }
        if (visits.isEmpty()) {
            return Result.notChecked(NAME, "no request was answered that could have left a line", "");
        }
        Map<SentRequest, String> missing = new LinkedHashMap<>();
        visits.forEach((visit, services) -> missing.put(visit, "was not queried"));
        AtomicReference<String> silence = new AtomicReference<>();
        Poll.until(deadline, INTERVAL, () -> {
            silence.set(null);
            for (SentRequest visit : List.copyOf(missing.keySet())) {
                try {
                    look(visit, visits.get(visit))
                            .ifPresentOrElse(wrong -> missing.put(visit, wrong), () -> missing.remove(visit));
                } catch (IOException e) {
                    // Loki will not answer for the others either, and each would cost a wait.
                    silence.set(endpoint + " gives no usable answer: " + Endpoint.words(e));
                    return Optional.empty();
                }
            }
            return missing.isEmpty() ? Optional.of(true) : Optional.empty();
        });
        if (missing.isEmpty()) {
            return Result.passed(NAME, "each of " + visits.size() + " requests left its lines");
        }
        if (silence.get() != null) {
            return Result.failed(NAME, silence.get(), "Look at Loki's log, or give its address with --loki URL.");
        }
        List<String> details = new ArrayList<>();
        missing.forEach((visit, wrong) ->
                details.add(visit.request().said() + ", trace " + visit.parent().traceId() + ": " + wrong));
        return Result.failed(
                NAME,
                "Loki answers, but lacks lines of " + missing.size() + " of " + visits.size() + " requests",
                "Look at the log of the agent that ships lines to Loki, and check that lines carry the trace id as "
                        + expected.query("<id>") + " expects it.",
                details);
    }

    /** The error, in words, or nothing. */
    private Optional<String> look(SentRequest visit, Set<String> services) throws IOException {
        List<Loki.Line> lines = new Loki(endpoint.url(), endpoint.headers())
                .lines(
                        expected.query(visit.parent().traceId()),
                        visit.sent().minus(SLACK),
                        Instant.now().plus(SLACK));
        if (lines.isEmpty()) {
            return Optional.of("no line");
        }
        Set<String> without = new TreeSet<>();
        expected.serviceLabel().ifPresent(label -> {
            without.addAll(services);
            lines.forEach(line -> without.remove(line.labels().getOrDefault(label, "")));
        });
        return without.isEmpty() ? Optional.empty() : Optional.of("no line of " + String.join(", ", without));
    }
}
