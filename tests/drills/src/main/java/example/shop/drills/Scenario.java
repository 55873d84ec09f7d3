package example.shop.drills;

import example.shop.drills.Message.Channel;
import java.util.Set;

/**
 * The way to provoke one alert, and its expected effects.
 *
 * @param alert its name
 * @param service the {@code service} label of the alert that is expected
 * @param severity its severity, by which Alertmanager chooses the receivers
 * @param story the action, as printed
 * @param before makes the system healthy and busy; the alert must then be inactive
 * @param provoke causes the alert's condition
 * @param mend undoes it
 * @param mutes another critical alert of the same service, which fires before, is muted and ends meanwhile; empty where there is
 *     none
 * @param muted the severity under which the same alert fires as well and must be muted; empty where there is none
 */
record Scenario(
        String alert,
        String service,
        String severity,
        String story,
        Action before,
        Action provoke,
        Action mend,
        String muted,
        String mutes) {

    Scenario(
            String alert,
            String service,
            String severity,
            String story,
            Action before,
            Action provoke,
            Action mend,
            String muted) {
        this(alert, service, severity, story, before, provoke, mend, muted, "");
    }

    /** An action on the running system. */
    @FunctionalInterface
    interface Action {
        void on(Stage stage) throws Exception;
    }

    /** As section "route" of infra/alertmanager/alertmanager.yaml decides, repeated here on purpose. */
    Set<Channel> told() {
        return switch (severity) {
            case "critical" -> Set.of(Channel.SLACK, Channel.PAGERDUTY);
            case "warning" -> Set.of(Channel.SLACK);
            case "info" -> Set.of(Channel.EMAIL);
            default -> throw new IllegalStateException("no drill provokes severity " + severity);
        };
    }
}
