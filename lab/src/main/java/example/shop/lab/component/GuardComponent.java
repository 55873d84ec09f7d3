package example.shop.lab.component;

import example.shop.lab.Settings;
import example.shop.lab.Settings.Port;
import example.shop.lab.build.GoTools;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The process that stands before Alertmanager and Loki at the addresses that people know. At addresses of their own the two
 * answer below a path that no page can guess, so none gets past it.
 */
public final class GuardComponent {

    private static final Duration START = Duration.ofSeconds(10);

    private final Settings settings;

    public GuardComponent(Settings settings) {
        this.settings = settings;
    }

    Component component() {
        return new Component(
                "guard",
                List.of(
                        GoTools.guard(settings).binary(settings).toString(),
                        settings.address(Port.ALERTMANAGER) + "=" + alertmanager(),
                        settings.address(Port.LOKI) + "=" + loki()),
                Map.of(),
                List.of(Port.ALERTMANAGER, Port.LOKI),
                Component.Ready.http(settings.url(Port.LOKI) + "/-/guard"),
                START,
                settings.log("guard"),
                "TERM");
    }

    /** Alertmanager without the guard, without a slash at its end. */
    String alertmanager() {
        return settings.url(Port.ALERTMANAGER_OWN) + path();
    }

    /** Loki without the guard, without a slash at its end. */
    public String loki() {
        return settings.url(Port.LOKI_OWN) + path();
    }

    /** The path below which both answer. */
    String path() {
        return "/" + new Secrets(settings.home(), settings.home().resolve("no data was made with it")).get("path");
    }
}
