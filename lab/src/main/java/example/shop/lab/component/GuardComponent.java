package example.shop.lab.component;

import example.shop.lab.Port;
import example.shop.lab.Settings;
import example.shop.lab.build.GoTools;
import java.util.List;
import java.util.Map;

/**
 * The process before Alertmanager and Loki, at their usual addresses. The two listen at addresses of their own, below a path
 * that no page can guess, so no page bypasses the guard.
 */
public final class GuardComponent {

    private final Settings settings;

    public GuardComponent(Settings settings) {
        this.settings = settings;
    }

    Component component() {
        return new Component(
                settings,
                "guard",
                List.of(
                        GoTools.GUARD.binary(settings).toString(),
                        settings.address(Port.ALERTMANAGER) + "=" + alertmanager(),
                        settings.address(Port.LOKI) + "=" + loki()),
                Map.of(),
                List.of(Port.ALERTMANAGER, Port.LOKI),
                Component.Ready.http(settings.url(Port.LOKI) + "/-/guard"));
    }

    /** The URL of Alertmanager without the guard, without a trailing slash. */
    String alertmanager() {
        return settings.url(Port.ALERTMANAGER_OWN) + path();
    }

    /** The URL of Loki without the guard, without a trailing slash. */
    public String loki() {
        return settings.url(Port.LOKI_OWN) + path();
    }

    /** The path below which both answer. */
    String path() {
        return "/" + new Secrets(settings.home(), settings.home().resolve("no data was made with it")).get("path");
    }
}
