package example.shop.drills;

import example.shop.drills.Message.Channel;
import example.shop.lab.Port;
import example.shop.lab.Settings;
import example.shop.lab.component.AlertingConfiguration;
import example.shop.signals.Poll;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Provokes alerts in a running lab and follows each from pending to firing, to its receivers, and back. During the
 * drills the lab's Prometheus has the rules with {@link FastDurations}, and its Alertmanager the addresses of {@link StandIns}.
 */
public final class Drill implements AutoCloseable {

    static final String GATEWAY = "gateway";

    /** Two minutes more than any rule takes with fast durations; Alertmanager groups for ten seconds. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final AlertingConfiguration configuration;
    private final StandIns standIns;
    private final Alerts alerts;
    private final Stage stage;
    private final PrintStream out;
    private final String down;
    private Instant start;

    /**
     * @param settings of a lab that runs, with faults enabled
     * @param out where the drills print their steps
     * @param down the service that ServiceDown kills
     */
    public Drill(Settings settings, PrintStream out, String down) throws IOException {
        this.out = out;
        this.down = settings.service(down).name();
        this.configuration = new AlertingConfiguration(settings);
        this.alerts = new Alerts(settings.url(Port.PROMETHEUS), settings.url(Port.ALERTMANAGER));
        this.standIns = new StandIns(settings.home().resolve("drill"));
        this.stage = new Stage(settings, alerts, standIns);
        try {
            configuration.writePrometheus(FastDurations::in);
            configuration.writeAlertmanager(standIns.environment());
            configuration.reload();
            awaitWatchdog();
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /** Before the first drill: the Watchdog, which always fires, arrives, so other alerts can. */
    private void awaitWatchdog() {
        out.println("Watchdog: the way from Prometheus to the webhook");
        start = Instant.now();
        awaitMessage(Channel.WEBHOOK, "Watchdog", "prometheus", "none", true, start);
    }

    /** The alerts for which there is a drill. */
    public static List<String> names() {
        return Scenarios.all(GATEWAY).stream().map(Scenario::alert).toList();
    }

    /**
     * Runs the drill of {@code alert} and prints each step with the seconds since it was provoked.
     *
     * @throws DrillFailed where a step takes longer than its limit
     */
    public void run(String alert) {
        Scenario scenario = Scenarios.all(down).stream()
                .filter(candidate -> candidate.alert().equals(alert))
                .findFirst()
                .orElseThrow(() -> new DrillFailed("no drill of " + alert));
        try {
            out.println(alert + " (" + scenario.service() + ", " + scenario.severity() + "): " + scenario.story());
            start = Instant.now();
            scenario.before().on(stage);
            await(scenario, "inactive");
            if (!scenario.mutes().isEmpty()) {
                awaitMessages(scenario, scenario.mutes(), true, start);
            }
            // Reads earlier mail now, so that it does not count for the steps that follow.
            standIns.messages();
            start = Instant.now();
            try {
                scenario.provoke().on(stage);
                say("provoked");
                await(scenario, "pending");
                await(scenario, "firing");
                awaitMessages(scenario, scenario.alert(), true, start);
                requireMuted(scenario);
                requireHeld(scenario);
            } catch (Exception failure) {
                mendAfter(failure, scenario);
                throw failure;
            }
            standIns.messages();
            Instant mending = Instant.now();
            scenario.mend().on(stage);
            say("mended");
            await(scenario, "inactive");
            awaitMessages(scenario, scenario.alert(), false, mending);
            if (!scenario.mutes().isEmpty()) {
                awaitMessages(scenario, scenario.mutes(), false, mending);
            }
            awaitNoOpenIncident();
        } catch (DrillFailed failed) {
            throw failed;
        } catch (Exception e) {
            throw new DrillFailed(alert + ": " + e, e);
        } finally {
            stage.silence();
        }
    }

    private void await(Scenario scenario, String state) {
        String[] seen = {"nothing"};
        Poll.until(LIMIT, () -> {
                    seen[0] = alerts.state(scenario.alert(), scenario.service(), scenario.severity());
                    boolean past = state.equals("pending") && seen[0].equals("firing");
                    return seen[0].equals(state) || past ? Optional.of(true) : Optional.empty();
                })
                .orElseThrow(() -> new DrillFailed(scenario.alert() + " was still " + seen[0] + " after "
                        + LIMIT.toSeconds() + " s and not " + state));
        say(seen[0]);
    }

    /** In any case the next drill needs a healthy lab. */
    private void mendAfter(Exception failure, Scenario scenario) {
        try {
            scenario.mend().on(stage);
        } catch (Exception notMended) {
            failure.addSuppressed(notMended);
        }
    }

    private void awaitMessages(Scenario scenario, String alert, boolean firing, Instant since) {
        for (Channel channel : scenario.told()) {
            awaitMessage(channel, alert, scenario.service(), scenario.severity(), firing, since);
        }
    }

    private void awaitMessage(
            Channel channel, String alert, String service, String severity, boolean firing, Instant since) {
        Message message = Poll.until(LIMIT, () -> standIns.messages().stream()
                        .filter(candidate -> candidate.channel() == channel
                                && candidate.isFiring() == firing
                                && candidate.at().isAfter(since)
                                && candidate.alert().equals(alert)
                                && candidate.service().equals(service)
                                && candidate.severity().equals(severity))
                        .findFirst())
                .orElseThrow(() -> new DrillFailed(channel + " got no message that " + alert + " is "
                        + (firing ? "firing" : "resolved") + "; received: " + standIns.messages()
                        + ", unreadable: " + standIns.refused()));
        if (!message.text().contains("alerts/runbooks/" + alert + ".md")) {
            throw new DrillFailed("the message to " + channel + " does not name the runbook: " + message.text());
        }
        say((firing ? "firing" : "resolved") + " received by " + channel);
    }

    /** Alertmanager mutes the alert of the lower severity, and no receiver gets it. */
    private void requireMuted(Scenario scenario) {
        if (scenario.muted().isEmpty()) {
            return;
        }
        Poll.until(
                        LIMIT,
                        () -> alerts.isMuted(scenario.alert(), scenario.service(), scenario.muted())
                                ? Optional.of(true)
                                : Optional.empty())
                .orElseThrow(() ->
                        new DrillFailed("the " + scenario.muted() + " was not muted by the " + scenario.severity()));
        boolean told = standIns.messages().stream()
                .anyMatch(message -> message.at().isAfter(start)
                        && message.alert().equals(scenario.alert())
                        && message.severity().equals(scenario.muted()));
        if (told) {
            throw new DrillFailed("a receiver got the " + scenario.muted() + " although it is muted");
        }
        say("the " + scenario.muted() + " fires as well and is muted");
    }

    /** The muted alert still fires after its cause has ended: Alertmanager would not report its end. */
    private void requireHeld(Scenario scenario) throws IOException {
        if (scenario.mutes().isEmpty()) {
            return;
        }
        if (!alerts.isMuted(scenario.mutes(), scenario.service(), scenario.severity())) {
            throw new DrillFailed(scenario.mutes() + " was not muted by " + scenario.alert());
        }
        String held = alerts.state(scenario.mutes(), scenario.service(), scenario.severity());
        if (!held.equals("firing")) {
            throw new DrillFailed(scenario.mutes() + " is " + held + " while it is muted, so no receiver gets its end");
        }
        say(scenario.mutes() + " is muted, its cause has ended, and it still fires");
    }

    /** The Watchdog opens no incident. */
    private void awaitNoOpenIncident() {
        Poll.until(LIMIT, () -> standIns.openIncidents().isEmpty() ? Optional.of(true) : Optional.empty())
                .orElseThrow(() -> new DrillFailed("PagerDuty has open incidents: " + standIns.openIncidents()));
        say("no incident is open at PagerDuty");
    }

    private void say(String what) {
        out.printf(
                Locale.ROOT,
                "  %6.1f s  %s%n",
                Duration.between(start, Instant.now()).toMillis() / 1000.0,
                what);
    }

    /** Restores the lab's own rules and receivers. */
    @Override
    public void close() {
        try {
            stage.close();
            configuration.renew();
        } finally {
            standIns.close();
        }
    }
}
