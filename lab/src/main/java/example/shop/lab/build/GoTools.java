package example.shop.lab.build;

import example.shop.lab.Settings;
import example.shop.signals.FatalException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The tools that the project builds with Go, each from the pins in its component's {@code distribution} folder. */
public final class GoTools {

    private static final String VERSION = "-X github.com/prometheus/common/version.Version=";

    /** The same version as the collector. */
    private static final String BUILDER = "go.opentelemetry.io/collector/cmd/builder@v0.161.0";

    private GoTools() {}

    public static GoTool jaeger(Settings settings) {
        return GoTool.ofModule(
                "jaeger",
                settings.infra("jaeger/distribution"),
                "github.com/jaegertracing/jaeger/cmd/jaeger",
                "-ldflags=-s -w -X github.com/jaegertracing/jaeger/internal/version.latestVersion=v2.13.0");
    }

    public static GoTool collector(Settings settings) {
        return new GoTool(
                "otelcol",
                settings.infra("collector/distribution"),
                ".",
                // The Prometheus receiver scrapes static targets here; its twenty discoveries would add 28 MB.
                List.of("-tags=remove_all_sd", "-ldflags=-s -w"),
                List.of("run", BUILDER, "--config=manifest.yaml", "--skip-get-modules", "--skip-compilation"),
                "source");
    }

    /** Stands before Alertmanager and Loki. */
    public static GoTool guard(Settings settings) {
        return GoTool.ofModule("guard", settings.infra("guard/distribution"), ".", "-ldflags=-s -w");
    }

    public static GoTool prometheus(Settings settings) {
        return ofPrometheus("prometheus", settings);
    }

    /** Checks and tests rules. */
    static GoTool promtool(Settings settings) {
        return ofPrometheus("promtool", settings);
    }

    public static GoTool alertmanager(Settings settings) {
        return ofAlertmanager("alertmanager", settings);
    }

    /** Checks configuration, tests routes. */
    static GoTool amtool(Settings settings) {
        return ofAlertmanager("amtool", settings);
    }

    public static GoTool loki(Settings settings) {
        return ofLoki("loki", settings);
    }

    /** Reads lines from Loki. */
    static GoTool logcli(Settings settings) {
        return ofLoki("logcli", settings);
    }

    public static GoTool postgresExporter(Settings settings) {
        return GoTool.ofModule(
                "postgres-exporter",
                settings.infra("postgres-exporter/distribution"),
                "github.com/prometheus-community/postgres_exporter/cmd/postgres_exporter",
                "-ldflags=-s -w " + VERSION + "0.17.1");
    }

    /** For the containers' profile gateway; the lab has no nginx. */
    static GoTool nginxExporter(Settings settings) {
        return GoTool.ofModule(
                "nginx-exporter",
                settings.infra("nginx-exporter/distribution"),
                "github.com/nginx/nginx-prometheus-exporter",
                "-ldflags=-s -w " + VERSION + "1.5.1");
    }

    /** Generates load. */
    public static GoTool k6(Settings settings) {
        return GoTool.ofModule("k6", settings.infra("k6/distribution"), "go.k6.io/k6", "-ldflags=-s -w");
    }

    /** Validates dashboards against the schema that Grafana publishes. */
    static GoTool dashboardSchema(Settings settings) {
        return GoTool.ofModule(
                "dashboard-schema", settings.project().resolve("tests/dashboards/schema"), ".", "-ldflags=-s -w");
    }

    /** Checks workflows. */
    static GoTool actionlint(Settings settings) {
        return GoTool.ofModule(
                "actionlint",
                settings.project().resolve("tests/conventions/actionlint"),
                "github.com/rhysd/actionlint/cmd/actionlint",
                "-ldflags=-s -w");
    }

    /** Runs {@code compose.yaml} where the machine's Docker cannot. */
    static GoTool compose(Settings settings) {
        return GoTool.ofModule(
                "docker-compose",
                settings.infra("setup/distribution"),
                "github.com/docker/compose/v5/cmd",
                "-ldflags=-s -w -X github.com/docker/compose/v5/internal.Version=v5.6.0");
    }

    private static GoTool ofPrometheus(String command, Settings settings) {
        return GoTool.ofModule(
                command,
                settings.infra("prometheus/distribution"),
                "github.com/prometheus/prometheus/cmd/" + command,
                // Of some two dozen service discoveries, only those of compose; files and HTTP are always built in.
                "-tags=remove_all_sd,enable_dns_sd,enable_moby_sd",
                "-ldflags=-s -w " + VERSION + "3.16.0");
    }

    private static GoTool ofAlertmanager(String command, Settings settings) {
        return GoTool.ofModule(
                command,
                settings.infra("alertmanager/distribution"),
                "github.com/prometheus/alertmanager/cmd/" + command,
                "-ldflags=-s -w " + VERSION + "0.31.1");
    }

    private static GoTool ofLoki(String command, Settings settings) {
        return GoTool.ofModule(
                command,
                settings.infra("loki/distribution"),
                "github.com/grafana/loki/v3/cmd/" + command,
                "-ldflags=-s -w -X github.com/grafana/loki/v3/pkg/util/build.Version=3.7.8");
    }

    /** The tools that {@code make up} runs, and so builds first. */
    public static List<GoTool> toRun(Settings settings) {
        return List.of(
                guard(settings),
                postgresExporter(settings),
                alertmanager(settings),
                prometheus(settings),
                jaeger(settings),
                loki(settings),
                collector(settings));
    }

    /** The tool called {@code name}. */
    public static GoTool named(String name, Settings settings) {
        return Stream.concat(
                        toRun(settings).stream(),
                        Stream.of(
                                promtool(settings),
                                amtool(settings),
                                logcli(settings),
                                dashboardSchema(settings),
                                actionlint(settings),
                                k6(settings),
                                nginxExporter(settings),
                                compose(settings)))
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new FatalException(
                                "There is no tool '" + name
                                        + "'. There are: guard, postgres-exporter, nginx-exporter, alertmanager, prometheus, jaeger, loki, otelcol, promtool, amtool, logcli, dashboard-schema, actionlint, k6, docker-compose."));
    }

    /** The release of Go that the pins ask for: the {@code go} line of a go.mod, the highest of all. */
    public static Runtime.Version neededGo(Settings settings) {
        return toRun(settings).stream()
                .map(GoTool::neededGo)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
