package example.shop.lab;

import example.shop.lab.Settings.Port;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The processes that keep metrics, find what is wrong in them, and tell somebody. */
final class AlertComponents {

    private static final Duration START = Duration.ofSeconds(60);

    private final Settings settings;
    private final AlertingConfiguration configuration;

    AlertComponents(Settings settings) {
        this.settings = settings;
        this.configuration = new AlertingConfiguration(settings);
    }

    Component prometheus() {
        return component(GoTools.prometheus(settings), Port.PROMETHEUS, "tsdb.path", configuration::writePrometheus);
    }

    Component alertmanager() {
        return component(GoTools.alertmanager(settings), Port.ALERTMANAGER, "path", configuration::writeAlertmanager);
    }

    /** Both take the same options; only what the folder for data is called differs. */
    private Component component(GoTool tool, Port port, String storage, Runnable prepare) {
        String name = tool.name();
        return new Component(
                name,
                List.of(
                        tool.binary(settings).toString(),
                        "@" + settings.infra(name + "/" + name + ".options"),
                        "--config.file=" + settings.config(name).resolve(name + ".yaml"),
                        "--storage." + storage + "=" + settings.data(name),
                        "--web.external-url=" + settings.url(port),
                        "--web.listen-address=" + settings.address(port)),
                Map.of(),
                List.of(port),
                Component.Ready.http(settings.url(port) + "/-/ready"),
                START,
                settings.log(name),
                "TERM",
                prepare);
    }

    /** Takes what Alertmanager sends to its webhook, until somebody gives it another address. */
    Component notifications() {
        return new Component(
                "notifications",
                List.of(
                        Command.java(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Notifications.class.getName(),
                        Integer.toString(settings.port(Port.NOTIFICATIONS))),
                Map.of(),
                List.of(Port.NOTIFICATIONS),
                Component.Ready.http(settings.url(Port.NOTIFICATIONS) + "/"),
                START,
                settings.log("notifications"),
                "TERM");
    }
}
