package example.shop.lab.component;

import example.shop.lab.Port;
import example.shop.lab.Settings;
import example.shop.lab.build.GoTool;
import example.shop.lab.build.GoTools;
import example.shop.lab.process.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The processes that store metrics, evaluate alerts and send notifications. */
final class AlertComponents {

    private final Settings settings;
    private final AlertingConfiguration configuration;

    AlertComponents(Settings settings) {
        this.settings = settings;
        this.configuration = new AlertingConfiguration(settings);
    }

    Component prometheus() {
        return component(
                // Prometheus looks for its page in its working directory, see PageComponents.
                List.of("env", "--chdir=" + PageComponents.prometheusFolder(settings)),
                GoTools.PROMETHEUS,
                Port.PROMETHEUS,
                settings.url(Port.PROMETHEUS),
                List.of(
                        "--storage.tsdb.path=" + settings.data("prometheus"),
                        "--web.external-url=" + settings.url(Port.PROMETHEUS)),
                () -> {
                    configuration.writePrometheus();
                    new PageComponents(settings).prepareForPrometheus();
                });
    }

    Component alertmanager() {
        GuardComponent guard = new GuardComponent(settings);
        return component(
                List.of(),
                GoTools.ALERTMANAGER,
                Port.ALERTMANAGER_OWN,
                guard.alertmanager(),
                List.of(
                        "--storage.path=" + settings.data("alertmanager"),
                        "--web.external-url=" + settings.url(Port.ALERTMANAGER),
                        "--web.route-prefix=" + guard.path()),
                configuration::writeAlertmanager);
    }

    private Component component(
            List<String> starter, GoTool tool, Port port, String base, List<String> own, Runnable prepare) {
        String name = tool.name();
        List<String> command = new ArrayList<>(starter);
        command.addAll(List.of(
                tool.binary(settings).toString(),
                "@" + settings.infra(name + "/" + name + ".options"),
                "--config.file=" + settings.config(name).resolve(name + ".yaml"),
                "--web.listen-address=" + settings.address(port)));
        command.addAll(own);
        return new Component(
                name,
                command,
                Map.of(),
                List.of(port),
                Component.Ready.http(base + "/-/ready"),
                Component.READY_WITHIN,
                settings.log(name),
                "TERM",
                prepare);
    }

    /** Receives Alertmanager's webhook, unless another address is configured. */
    Component notifications() {
        return new Component(
                settings,
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
                Component.Ready.http(settings.url(Port.NOTIFICATIONS) + "/"));
    }
}
