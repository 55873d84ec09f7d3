package example.shop.checks.system;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.checks.report.Result;
import example.shop.signals.Poll;
import example.shop.signals.Prometheus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Checks that the components that the checks query are present and healthy. */
public final class HealthCheck {

    public static final String SERVICES = "services answer and are ready";
    public static final String COLLECTOR = "collector is healthy";

    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final Addresses addresses;

    public HealthCheck(Addresses addresses) {
        this.addresses = addresses;
    }

    /** Whether any of the addresses answers. */
    public boolean anybodyAnswers() {
        List<Callable<Probe>> probes = new ArrayList<>(services());
        addresses.collector().ifPresent(collector -> probes.add(() -> Probe.path(collector, "")));
        addresses.grafana().ifPresent(grafana -> probes.add(() -> Probe.path(grafana, "/api/health")));
        addresses.loki().ifPresent(loki -> probes.add(() -> Probe.path(loki, "/ready")));
        probes.add(() -> Probe.path(addresses.jaeger(), "/"));
        probes.add(() -> Probe.path(addresses.prometheus(), "/-/ready"));
        return Parallel.all(probes).stream().anyMatch(Probe::answers);
    }

    /** Waits until all services are ready: a deployment may just have begun. */
    public Result services(Duration limit) {
        List<Probe> last = new ArrayList<>();
        Poll.until(limit, INTERVAL, () -> {
            List<Probe> probes = serviceProbes();
            last.clear();
            last.addAll(probes);
            return probes.stream().allMatch(Probe::well) ? Optional.of(true) : Optional.empty();
        });
        return of(
                SERVICES,
                last,
                "Start it, give its address, or leave it out with 'none' if it cannot be reached from here.");
    }

    /** Nothing if both the collector and its receiver are left out. */
    public Optional<Result> collector() {
        return Optional.of(collectorProbes())
                .filter(probes -> !probes.isEmpty())
                .map(probes -> of(COLLECTOR, probes, "Start the collector, and look at its log."));
    }

    /** The current state of the collector and its receiver, if they have an address. */
    public List<Probe> collectorProbes() {
        List<Callable<Probe>> probes = new ArrayList<>();
        addresses.collector().ifPresent(health -> probes.add(() -> Probe.path(health, "")));
        addresses.otlp().ifPresent(otlp -> probes.add(() -> Probe.otlp(otlp)));
        return Parallel.all(probes);
    }

    /** The current state of each service. */
    public List<Probe> serviceProbes() {
        return Parallel.all(services());
    }

    /** Waits until Prometheus can scrape all its targets: a new deployment may not have been scraped yet. */
    public Result targets(Duration limit) {
        Result[] last = new Result[1];
        Poll.until(limit, INTERVAL, () -> {
            last[0] = targets();
            return last[0].hasPassed() ? Optional.of(true) : Optional.empty();
        });
        return last[0];
    }

    private Result targets() {
        Endpoint endpoint = addresses.prometheus();
        String check = "targets";
        Probe probe = Probe.path(endpoint, "/-/ready");
        if (!probe.answers()) {
            return Result.failed(check, probe.said(), "Start Prometheus, or give its address with --prometheus URL.");
        }
        try {
            List<String> down = new ArrayList<>();
            JsonNode targets = new Prometheus(endpoint.url(), endpoint.headers(), Endpoint.LIMIT)
                    .data("targets?state=active")
                    .path("activeTargets");
            targets.forEach(target -> {
                if (!target.path("health").asText().equals("up")) {
                    String error = target.path("lastError").asText();
                    down.add(target.path("scrapeUrl").asText() + ": " + (error.isBlank() ? "not scraped yet" : error));
                }
            });
            if (targets.isEmpty() || !down.isEmpty()) {
                return Result.failed(
                        check,
                        targets.isEmpty()
                                ? "Prometheus has no targets"
                                : "Prometheus cannot scrape " + down.size() + " of " + targets.size() + " targets: "
                                        + String.join("; ", down),
                        "Look at the targets page of Prometheus.",
                        down);
            }
            return Result.passed(check, targets.size() + " targets are up");
        } catch (IOException e) {
            return Result.failed(check, endpoint + " gives no usable answer: " + Endpoint.words(e), "Look at its log.");
        }
    }

    private List<Callable<Probe>> services() {
        return addresses.probes().stream()
                .<Callable<Probe>>map(service -> () -> Probe.service(service))
                .toList();
    }

    private static Result of(String check, List<Probe> probes, String hint) {
        List<String> said = probes.stream().map(Probe::said).toList();
        List<String> wrong =
                probes.stream().filter(probe -> !probe.well()).map(Probe::said).toList();
        return wrong.isEmpty()
                ? Result.passed(check, said.isEmpty() ? "left out" : String.join(", ", said))
                : Result.failed(check, String.join("; ", wrong), hint);
    }
}
