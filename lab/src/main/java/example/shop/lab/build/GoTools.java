package example.shop.lab.build;

import example.shop.lab.Settings;
import example.shop.signals.FatalException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tools that the project builds with Go, each from the pins in its component's {@code distribution} folder. */
public final class GoTools {

    private static final String SMALL = "-ldflags=-s -w";
    private static final String VERSION = SMALL + " -X github.com/prometheus/common/version.Version=";

    /** The same version as the collector. */
    private static final String BUILDER = "go.opentelemetry.io/collector/cmd/builder@v0.161.0";

    public static final GoTool JAEGER = GoTool.ofModule(
            "jaeger",
            "infra/jaeger/distribution",
            "github.com/jaegertracing/jaeger/cmd/jaeger",
            SMALL + " -X github.com/jaegertracing/jaeger/internal/version.latestVersion=v2.13.0");

    public static final GoTool COLLECTOR = new GoTool(
            "otelcol",
            "infra/collector/distribution",
            ".",
            // The Prometheus receiver scrapes static targets here; its twenty discoveries would add 28 MB.
            List.of("-tags=remove_all_sd", SMALL),
            List.of("run", BUILDER, "--config=manifest.yaml", "--skip-get-modules", "--skip-compilation"),
            "source");

    /** Stands before Alertmanager and Loki. */
    public static final GoTool GUARD = GoTool.ofModule("guard", "infra/guard/distribution", ".", SMALL);

    public static final GoTool PROMETHEUS = ofPrometheus("prometheus");

    public static final GoTool ALERTMANAGER = ofAlertmanager("alertmanager");

    public static final GoTool LOKI = ofLoki("loki");

    public static final GoTool POSTGRES_EXPORTER = GoTool.ofModule(
            "postgres-exporter",
            "infra/postgres-exporter/distribution",
            "github.com/prometheus-community/postgres_exporter/cmd/postgres_exporter",
            VERSION + "0.17.1");

    /** Generates load. */
    public static final GoTool K6 = GoTool.ofModule("k6", "infra/k6/distribution", "go.k6.io/k6", SMALL);

    /** The tools that {@code make up} runs, and so builds first. */
    public static final List<GoTool> TO_RUN =
            List.of(GUARD, POSTGRES_EXPORTER, ALERTMANAGER, PROMETHEUS, JAEGER, LOKI, COLLECTOR);

    private static final List<GoTool> OTHERS = List.of(
            // Checks and tests rules.
            ofPrometheus("promtool"),
            // Checks configuration, tests routes.
            ofAlertmanager("amtool"),
            // Reads lines from Loki.
            ofLoki("logcli"),
            // Validates dashboards against the schema that Grafana publishes.
            GoTool.ofModule("dashboard-schema", "tests/dashboards/schema", ".", SMALL),
            // Checks workflows.
            GoTool.ofModule(
                    "actionlint", "tests/conventions/actionlint", "github.com/rhysd/actionlint/cmd/actionlint", SMALL),
            K6,
            // For the containers' profile gateway; the lab has no nginx.
            GoTool.ofModule(
                    "nginx-exporter",
                    "infra/nginx-exporter/distribution",
                    "github.com/nginx/nginx-prometheus-exporter",
                    VERSION + "1.5.1"),
            // Runs compose.yaml where the machine's Docker cannot.
            GoTool.ofModule(
                    "docker-compose",
                    "infra/offline/docker-compose",
                    "github.com/docker/compose/v5/cmd",
                    SMALL + " -X github.com/docker/compose/v5/internal.Version=v5.6.0"),
            // Builds images for docker compose where the machine's Docker cannot.
            GoTool.ofModule(
                    "docker-buildx",
                    "infra/offline/docker-buildx",
                    "github.com/docker/buildx/cmd/buildx",
                    SMALL + " -X github.com/docker/buildx/version.Version=v0.30.1"));

    private GoTools() {}

    private static GoTool ofPrometheus(String command) {
        return GoTool.ofModule(
                command,
                "infra/prometheus/distribution",
                "github.com/prometheus/prometheus/cmd/" + command,
                // Of some two dozen service discoveries, only those of compose; files and HTTP are always built in.
                "-tags=remove_all_sd,enable_dns_sd,enable_moby_sd",
                VERSION + "3.16.0");
    }

    private static GoTool ofAlertmanager(String command) {
        return GoTool.ofModule(
                command,
                "infra/alertmanager/distribution",
                "github.com/prometheus/alertmanager/cmd/" + command,
                VERSION + "0.31.1");
    }

    private static GoTool ofLoki(String command) {
        return GoTool.ofModule(
                command,
                "infra/loki/distribution",
                "github.com/grafana/loki/v3/cmd/" + command,
                SMALL + " -X github.com/grafana/loki/v3/pkg/util/build.Version=3.7.8");
    }

    /** The tool called {@code name}. */
    public static GoTool named(String name) {
        List<GoTool> all = Stream.concat(TO_RUN.stream(), OTHERS.stream()).toList();
        return all.stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new FatalException("There is no tool '" + name + "'. There are: "
                        + all.stream().map(GoTool::name).collect(Collectors.joining(", ")) + "."));
    }

    /** The release of Go that the pins ask for: the {@code go} line of a go.mod, the highest of all. */
    public static Runtime.Version neededGo(Settings settings) {
        return TO_RUN.stream()
                .map(tool -> tool.neededGo(settings))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
