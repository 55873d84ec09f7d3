package example.shop.drills;

import example.shop.drills.Scenario.Action;
import java.util.List;

/** Every drill there is. An alert without one says in its runbook why. */
final class Scenarios {

    private static final Action NOTHING = stage -> {};
    private static final Action BUSY_GATEWAY = stage -> stage.traffic(10, stage.gateway() + "/api/users");
    private static final Action BUSY_USERS = stage -> stage.traffic(10, stage.users() + "/api/users");
    private static final Action KILL_COLLECTOR = stage -> stage.kill("otel-collector");

    private Scenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario(
                        "HighErrorRate",
                        "gateway",
                        "critical",
                        "half of the gateway's requests fail",
                        BUSY_GATEWAY,
                        stage -> stage.fault(stage.gateway(), "error-rate", "{\"share\":0.5}"),
                        stage -> stage.noFaults(stage.gateway()),
                        ""),
                latency("HighLatencyP95", "warning", 1500),
                latency("VeryHighLatencyP99", "critical", 4000),
                new Scenario(
                        "ServiceDown",
                        "gateway",
                        "critical",
                        "the gateway's process is killed",
                        BUSY_GATEWAY,
                        stage -> stage.kill("gateway"),
                        Stage::up,
                        ""),
                new Scenario(
                        "ErrorBudgetBurn",
                        "gateway",
                        "critical",
                        "half of the gateway's requests fail; the warnings of the same alert are muted",
                        BUSY_GATEWAY,
                        stage -> stage.fault(stage.gateway(), "error-rate", "{\"share\":0.5}"),
                        stage -> stage.noFaults(stage.gateway()),
                        "warning"),
                new Scenario(
                        "LowUserActivity",
                        "users",
                        "info",
                        "nobody asks for users",
                        BUSY_USERS,
                        Stage::silence,
                        BUSY_USERS,
                        ""),
                new Scenario(
                        "TrafficDrop",
                        "users",
                        "warning",
                        "ten requests a second to users for longer than the hour that is looked back, then none",
                        stage -> {
                            BUSY_USERS.on(stage);
                            stage.await("service:http_requests:rate5m{service=\"users\"} "
                                    + FastDurations.in("offset 1h") + " > 5");
                        },
                        Stage::silence,
                        BUSY_USERS,
                        ""),
                new Scenario(
                        "OtelCollectorQueueFilling",
                        "otel-collector",
                        "warning",
                        "Jaeger hangs while spans go on coming",
                        NOTHING,
                        stage -> {
                            stage.hang("jaeger");
                            stage.flood(
                                    "otelcol_exporter_queue_size{service=\"otel-collector\"} / otelcol_exporter_queue_capacity > 0.9");
                        },
                        stage -> stage.goOn("jaeger"),
                        ""),
                new Scenario(
                        "OtelCollectorDroppedSpans",
                        "otel-collector",
                        "warning",
                        "Jaeger hangs until the collector's queue is full and more spans come; before, it refuses some",
                        // The rule counts both kinds of loss; some are enough to see that the metric of the one is
                        // there.
                        stage -> stage.oversize("otelcol_exporter_send_failed_spans_total{service=\"otel-collector\"}"),
                        stage -> {
                            stage.hang("jaeger");
                            stage.flood("ALERTS{alertname=\"OtelCollectorDroppedSpans\",alertstate=\"firing\"}");
                        },
                        stage -> stage.goOn("jaeger"),
                        ""),
                new Scenario(
                        "LogLinesLost",
                        "loki",
                        "warning",
                        "the log agent brings lines that Loki refuses for their age",
                        NOTHING,
                        stage -> stage.refusedLines(
                                "ALERTS{alertname=\"LogLinesLost\",alertstate=\"firing\",service=\"loki\"}"
                                        + " and on () otelcol_exporter_send_failed_log_records_total{service=\"log-agent\"}"),
                        NOTHING,
                        ""),
                new Scenario(
                        "NotificationsFailing",
                        "alertmanager",
                        "critical",
                        "the webhook refuses the watchdog's messages",
                        NOTHING,
                        stage -> stage.refuseWebhook(true),
                        stage -> stage.refuseWebhook(false),
                        ""),
                new Scenario(
                        "OtelCollectorDown",
                        "telemetry",
                        "critical",
                        "the only collector is killed",
                        NOTHING,
                        KILL_COLLECTOR,
                        Stage::up,
                        ""),
                new Scenario(
                        "TelemetryMissing",
                        "telemetry",
                        "warning",
                        "the collector and the log agent are killed while requests go on",
                        BUSY_USERS,
                        stage -> {
                            KILL_COLLECTOR.on(stage);
                            stage.kill("log-agent");
                            for (String signal : List.of("traces", "logs")) {
                                stage.await("ALERTS{alertname=\"TelemetryMissing\",alertstate=\"firing\",signal=\""
                                        + signal + "\"}");
                            }
                        },
                        Stage::up,
                        ""));
    }

    private static Scenario latency(String alert, String severity, int milliseconds) {
        return new Scenario(
                alert,
                "users",
                severity,
                "each request to users takes " + milliseconds + " ms longer",
                BUSY_USERS,
                stage -> stage.fault(stage.users(), "latency", "{\"amount\":" + milliseconds + "}"),
                stage -> stage.noFaults(stage.users()),
                "");
    }
}
