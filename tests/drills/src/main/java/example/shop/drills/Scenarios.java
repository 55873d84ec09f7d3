package example.shop.drills;

import example.shop.drills.Scenario.Action;
import java.util.List;
import java.util.Map;

/** Every drill. The runbook of an alert without one gives the reason. */
final class Scenarios {

    /** Cards of the gateway's provider for tests (TestCardProvider). */
    private static final String NEVER_REFUNDED = "4000 0000 0000 5126";

    private static final String DECLINED = "4000 0000 0000 0002";
    private static final Action NOTHING = stage -> {};
    private static final Action BUSY_GATEWAY = stage -> stage.traffic(10, stage.gateway() + "/api/users");
    private static final Action BUSY_USERS = stage -> stage.traffic(10, stage.users() + "/api/users");
    private static final Action HALF_FAIL = stage -> stage.fault(stage.gateway(), "error-rate", "{\"share\":0.5}");
    private static final Action PRODUCTS_HALF_FAIL =
            stage -> stage.fault(stage.products(), "error-rate", "{\"share\":0.5}");
    private static final Action PRODUCTS_WHOLE = stage -> stage.noFaults(stage.products());
    private static final Action KILL_COLLECTOR = stage -> stage.kill("otel-collector");

    private Scenarios() {}

    /** @param down the service that ServiceDown kills; its list answers at {@code /api/<name>}, the gateway's are of others */
    static List<Scenario> all(String down) {
        String path = "/api/" + (down.equals("gateway") ? "users" : down);
        return List.of(
                new Scenario(
                        "HighErrorRate",
                        "gateway",
                        "critical",
                        "half of the gateway's requests fail",
                        BUSY_GATEWAY,
                        HALF_FAIL,
                        stage -> stage.noFaults(stage.gateway()),
                        ""),
                latency("HighLatencyP95", "warning", 1500),
                latency("VeryHighLatencyP99", "critical", 4000),
                new Scenario(
                        "ServiceDown",
                        down,
                        "critical",
                        "the process of " + down
                                + " is killed while half of its requests fail; that alert ends while it is muted",
                        stage -> {
                            stage.traffic(10, stage.service(down) + path);
                            stage.fault(stage.service(down), "error-rate", "{\"share\":0.5}");
                            stage.await("ALERTS{alertname=\"HighErrorRate\",alertstate=\"firing\",service=\"" + down
                                    + "\"}");
                        },
                        stage -> {
                            stage.kill(down);
                            stage.await("ALERTS{alertname=\"ServiceDown\",alertstate=\"firing\",service=\"" + down
                                    + "\"}" + " unless on (service) service:http_request_errors:ratio_rate5m");
                        },
                        Stage::up,
                        "",
                        "HighErrorRate"),
                new Scenario(
                        "ErrorBudgetBurn",
                        "gateway",
                        "critical",
                        "half of the gateway's requests fail; the warnings of the same alert are muted",
                        BUSY_GATEWAY,
                        HALF_FAIL,
                        stage -> stage.noFaults(stage.gateway()),
                        "warning"),
                new Scenario(
                        "LowUserActivity",
                        "users",
                        "info",
                        "users gets no requests",
                        BUSY_USERS,
                        Stage::silence,
                        BUSY_USERS,
                        ""),
                new Scenario(
                        "TrafficDrop",
                        "users",
                        "warning",
                        "ten requests a second to users for longer than the look-back of an hour, then none",
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
                        "Jaeger hangs while spans keep coming",
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
                        "Jaeger refuses some spans, then hangs until the collector's queue is full and more come",
                        // The rule counts both kinds of loss; a few refused spans show that their metric exists.
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
                        "the log agent sends lines that Loki refuses for their age",
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
                        ""),
                new Scenario(
                        "CircuitBreakerOpen",
                        "gateway",
                        "warning",
                        "users hangs while the gateway gets requests for users",
                        BUSY_GATEWAY,
                        stage -> stage.hang("users"),
                        stage -> stage.goOn("users"),
                        ""),
                new Scenario(
                        "ConnectionPoolExhausted",
                        "users",
                        "warning",
                        "all connections of users are held while it gets requests",
                        BUSY_USERS,
                        stage -> stage.fault(stage.users(), "blocked-pool", "{\"amount\":16}"),
                        stage -> stage.noFaults(stage.users()),
                        ""),
                new Scenario(
                        "RefundFailed",
                        "gateway",
                        "critical",
                        "half of the requests to products fail during checkouts with a card that cannot be refunded",
                        NOTHING,
                        stage -> {
                            PRODUCTS_HALF_FAIL.on(stage);
                            stage.checkouts(2, NEVER_REFUNDED);
                        },
                        PRODUCTS_WHOLE,
                        ""),
                new Scenario(
                        "StockNotReturned",
                        "gateway",
                        "warning",
                        "half of the requests to products fail during checkouts",
                        NOTHING,
                        stage -> {
                            PRODUCTS_HALF_FAIL.on(stage);
                            stage.checkouts(2, DECLINED);
                        },
                        PRODUCTS_WHOLE,
                        ""),
                new Scenario(
                        "ServiceSpansLost",
                        "users",
                        "warning",
                        "the collector hangs while requests go on",
                        BUSY_USERS,
                        stage -> stage.hang("otel-collector"),
                        stage -> stage.goOn("otel-collector"),
                        ""),
                new Scenario(
                        "StoreWritesFailed",
                        "loki",
                        "warning",
                        "a file replaces Loki's chunk folder when Loki writes",
                        NOTHING,
                        stage -> stage.breakChunks(
                                "ALERTS{alertname=\"StoreWritesFailed\",alertstate=\"firing\",service=\"loki\"}"),
                        Stage::mendChunks,
                        ""),
                new Scenario(
                        "ConfigurationReloadFailed",
                        "alertmanager",
                        "warning",
                        "Alertmanager gets an invalid configuration file",
                        NOTHING,
                        Stage::breakAlertmanager,
                        Stage::mendAlertmanager,
                        ""),
                new Scenario(
                        "ServiceSilent",
                        "users",
                        "warning",
                        "users starts without spans while its callers, gateway and products, have theirs",
                        stage -> stage.traffic(10, stage.gateway() + "/api/products/1"),
                        stage -> {
                            stage.kill("users");
                            stage.start(Map.of("QUARKUS_OTEL_SDK_DISABLED", "true"));
                        },
                        stage -> {
                            stage.kill("users");
                            stage.start(Map.of());
                        },
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
