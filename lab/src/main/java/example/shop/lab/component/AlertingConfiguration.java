package example.shop.lab.component;

import example.shop.lab.Port;
import example.shop.lab.ServiceDeclaration;
import example.shop.lab.Settings;
import example.shop.lab.process.Command;
import example.shop.lab.process.Directories;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The configuration of Prometheus and Alertmanager in the lab: the files of {@code infra} and {@code alerts} as they are,
 * with their variables filled in by {@code infra/render}, in the layout in which compose mounts them.
 */
public final class AlertingConfiguration {

    private static final Pattern SERVICE = Pattern.compile("\\{service: \"?([^\",]+)");

    private final Settings settings;

    public AlertingConfiguration(Settings settings) {
        this.settings = settings;
    }

    /** The folder for {@code slack-url}, {@code pagerduty-key}, {@code smtp-password}, {@code webhook-url}. */
    Path credentials() {
        return settings.home().resolve("secrets").resolve("alertmanager");
    }

    /** Writes the configuration of Prometheus: its own file, its targets, and all rules. */
    void writePrometheus() {
        writePrometheus(UnaryOperator.identity());
    }

    /**
     * Writes the current files of both, and makes the running processes reload them.
     *
     * @throws FatalException if one rejects its files, with its output
     */
    public void renew() {
        writePrometheus();
        writeAlertmanager();
        reload();
    }

    /**
     * Makes a running Prometheus and Alertmanager reload their files.
     *
     * @throws FatalException if one rejects its files, with its output
     */
    public void reload() {
        for (Port port : List.of(Port.ALERTMANAGER, Port.PROMETHEUS)) {
            new Reload(settings, port).run();
        }
    }

    /**
     * As {@link #writePrometheus()}, with {@code change} applied to the text of Prometheus' own file and of each rule file.
     *
     * @throws FatalException if a file cannot be read or written
     */
    public void writePrometheus(UnaryOperator<String> change) {
        Path target = settings.config("prometheus");
        Map<String, String> addresses = addresses();
        try {
            Directories.delete(target.resolve("rules"));
            Directories.delete(target.resolve("services"));
            copy(settings.infra("prometheus/prometheus.yaml"), target, change);
            for (Path file : yaml(settings.infra("prometheus/targets"))) {
                if (file.endsWith("nginx.yaml")) {
                    continue; // The lab has one collector and no nginx before it.
                }
                write(target.resolve("targets").resolve(file.getFileName()), render(file, addresses));
            }
            for (ServiceDeclaration service : settings.services()) {
                write(
                        target.resolve("services").resolve(service.name() + ".yaml"),
                        render(
                                settings.infra("prometheus/scrape.yaml"),
                                addresses,
                                Map.of(
                                        "SERVICE",
                                        service.name(),
                                        "SERVICE_TARGETS",
                                        "[{targets: [\"" + settings.address(service.management()) + "\"]}]")));
                expect(service.name(), "services", addresses);
            }
            for (Path file : yaml(settings.project().resolve("alerts"))) {
                copy(file, target.resolve("rules"), change);
            }
            for (String job : List.of("telemetry", "spans")) {
                Matcher label = SERVICE.matcher(
                        Files.readString(target.resolve("targets").resolve(job + ".yaml")));
                while (label.find()) {
                    expect(label.group(1), job, addresses);
                }
            }
        } catch (IOException e) {
            throw new FatalException("The configuration of Prometheus cannot be written to " + target, e);
        }
    }

    private void expect(String service, String job, Map<String, String> addresses) throws IOException {
        write(
                settings.config("prometheus").resolve("rules").resolve("expected-" + service + ".yaml"),
                render(settings.infra("prometheus/expected.yaml"), addresses, Map.of("SERVICE", service, "JOB", job)));
    }

    /** Writes the configuration of Alertmanager, with the credentials in {@link #credentials()}. */
    void writeAlertmanager() {
        Path fallback = settings.config("alertmanager").resolve("webhook-url");
        Path own = credentials().resolve("webhook-url");
        try {
            Files.createDirectories(
                    credentials(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            write(fallback, settings.url(Port.NOTIFICATIONS));
            boolean given = Files.exists(own) && !Files.readString(own).isBlank();
            writeAlertmanager(Map.of(
                    "SECRETS", credentials().toString(), "WEBHOOK_URL_FILE", (given ? own : fallback).toString()));
        } catch (IOException e) {
            throw new FatalException("The credentials in " + credentials() + " cannot be read", e);
        }
    }

    /**
     * Writes the configuration of Alertmanager.
     *
     * @param environment the variables of {@code infra/alertmanager/alertmanager.yaml}
     * @throws FatalException if a file cannot be read or written
     */
    public void writeAlertmanager(Map<String, String> environment) {
        Path target = settings.config("alertmanager");
        Path source = settings.infra("alertmanager/alertmanager.yaml");
        try {
            write(target.resolve(source.getFileName()), render(source, environment));
            try (Stream<Path> templates = Files.list(settings.infra("alertmanager/templates"))) {
                for (Path template : templates.toList()) {
                    copy(template, target.resolve("templates"), UnaryOperator.identity());
                }
            }
        } catch (IOException e) {
            throw new FatalException("The configuration of Alertmanager cannot be written to " + target, e);
        }
    }

    private Map<String, String> addresses() {
        Map<String, String> environment = EnvironmentFile.read(settings.infra("apps/apps.env"), System.getenv());
        environment.put("POSTGRES_EXPORTER_TARGET", settings.address(Port.POSTGRES_EXPORTER));
        environment.putAll(Map.of(
                "COLLECTOR_TARGET", settings.address(Port.COLLECTOR_METRICS),
                "COLLECTOR_SPANS_TARGET", settings.address(Port.COLLECTOR_PROMETHEUS),
                "JAEGER_TARGET", settings.address(Port.JAEGER_METRICS),
                "PROMETHEUS_TARGET", settings.address(Port.PROMETHEUS),
                "ALERTMANAGER_TARGET", settings.address(Port.ALERTMANAGER),
                "LOKI_TARGET", settings.address(Port.LOKI),
                "LOG_AGENT_TARGET", settings.address(Port.LOG_AGENT_METRICS)));
        return environment;
    }

    private String render(Path source, Map<String, String> environment, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return render(source, all);
    }

    private String render(Path source, Map<String, String> environment) {
        List<String> command = List.of("sh", settings.infra("render").toString(), source.toString());
        return Command.output("The rendering of " + source, environment, command);
    }

    private static List<Path> yaml(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static void copy(Path file, Path folder, UnaryOperator<String> change) throws IOException {
        write(folder.resolve(file.getFileName()), change.apply(Files.readString(file)));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
