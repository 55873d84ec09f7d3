package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.signals.Http;
import example.shop.signals.Loki;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Traces that a pair of collectors keeps while it is restarted or killed at once, and while a store is down. */
@Tag("collector-pair")
class CollectorPairOutageIT {

    private static final List<String> MEMBERS = List.of("otel-collector-1", "otel-collector-2");
    private static final int OUTAGE_SECONDS =
            Integer.parseInt(System.getenv().getOrDefault("STORE_OUTAGE_SECONDS", "360"));
    private static final Duration LIMIT = Duration.ofMinutes(3);
    /** From the answer to a sender, through the other member and the batch of half a second, to the queue for Jaeger. */
    private static final Duration NOT_YET_ON_DISK = Duration.ofSeconds(1);

    /** Ten a second while no collector accepts spans: services try an export a few times, and then drop it. */
    private static final int VISITS_OF_AN_OUTAGE = 200;

    private static final Pattern REFUSED =
            Pattern.compile("otelcol_receiver_refused_spans_total\\{[^}]*receiver=\"otlp\"[^}]*} [1-9]");
    private static final String[] RELOAD = {"exec", "-T", "nginx", "nginx", "-c", "/nginx/nginx.conf", "-s", "reload"};

    @Test
    void rollingRestart() throws Exception {
        Trial trial = Trial.of("graceful restart of both, one after the other", 30, traffic -> {
            for (String member : MEMBERS) {
                Compose.run("restart", member);
                Compose.awaitHealthy(member);
                traffic.awaitTraces(150);
            }
        });
        trial.assertNothingIsMissing();
    }

    @Test
    void storesDownForSixMinutes() throws Exception {
        List<String> lines = new ArrayList<>();
        Instant begin = Instant.now();
        Trial trial = Trial.of("Jaeger and Loki away for " + OUTAGE_SECONDS + " s", 10, traffic -> {
            Compose.run("stop", "jaeger", "loki");
            try {
                for (int second = 0; second < OUTAGE_SECONDS; second++) {
                    lines.add(sendLine());
                    traffic.awaitTraces(10);
                }
            } finally {
                Compose.start("jaeger", "loki");
            }
            Compose.awaitHealthy("jaeger");
            Compose.awaitHealthy("loki");
        });
        trial.assertNothingIsMissing();
        assertThat(Await.lines(LIMIT, "{job=\"docker\",container=\"load\"}", begin, lines.size()))
                .extracting(Loki.Line::text)
                .containsExactlyInAnyOrderElementsOf(lines);
    }

    @Test
    void sendersWaitForKilledNginx() throws Exception {
        Trial trial = Trial.of("kill of nginx", 30, traffic -> {
            Compose.run("kill", "nginx");
            try {
                // By then traces whose reason for keeping comes ten seconds late are decided.
                traffic.awaitTraces(120);
            } finally {
                Compose.start("nginx");
                Compose.awaitHealthy("nginx");
            }
        });
        trial.assertNothingIsMissing(trace -> false, VISITS_OF_AN_OUTAGE);
    }

    /** The limit of the pair: spans that both accepted and neither has decided are in the memory of two dead processes. */
    @Test
    void bothKilledAtOnceLoseNoMoreThanWasUnderWay() throws Exception {
        Instant[] killed = new Instant[1];
        Trial trial = Trial.of("kill of both at once", 30, traffic -> {
            Compose.run("kill", MEMBERS.getFirst(), MEMBERS.getLast());
            killed[0] = Instant.now();
            try {
                traffic.awaitTraces(300);
            } finally {
                Compose.start(MEMBERS.getFirst(), MEMBERS.getLast());
                for (String member : MEMBERS) {
                    Compose.awaitHealthy(member);
                }
            }
        });
        trial.assertNothingIsMissing(
                trace -> trace.wasUnderWay(trial.begin().minus(NOT_YET_ON_DISK), killed[0]), VISITS_OF_AN_OUTAGE);
    }

    @Test
    void reloadOfNginx() throws Exception {
        Trial trial = Trial.of("nginx reloads ten times", 30, traffic -> {
            for (int i = 0; i < 10; i++) {
                Compose.run(RELOAD);
                traffic.awaitTraces(30);
            }
        });
        trial.assertNothingIsMissing();
    }

    @Test
    void memberOverItsMemoryBudgetRefuses() throws Exception {
        Trial trial = Trial.of("a collector refuses for want of memory", 30, traffic -> {
            try {
                Compose.recreate(MEMBERS.getFirst(), Compose.with("starved.yaml"));
                Compose.awaitHealthy(MEMBERS.getFirst());
                Await.until(LIMIT, "the member with little memory refuses", () -> REFUSED.matcher(
                                metrics(MEMBERS.getFirst()))
                        .find());
            } finally {
                Compose.recreate(MEMBERS.getFirst(), Map.of());
            }
            Compose.awaitHealthy(MEMBERS.getFirst());
        });
        trial.assertNothingIsMissing();
    }

    /** One setting: the third joins the side of the first, and takes half of its share. */
    @Test
    void thirdMember() throws Exception {
        Map<String, String> three = Map.of("COLLECTORS", "3");
        try {
            Trial trial = Trial.of("a third member comes", 30, traffic -> {
                Compose.upWith(three);
                Compose.run(RELOAD);
                traffic.awaitTraces(900);
            });
            trial.assertNothingIsMissing();
            for (String receiver : List.of("otlp", "otlp/members")) {
                JsonNode taken =
                        Metrics.await("otelcol_receiver_accepted_spans_total{service=\"otel-collector-3\",receiver=\""
                                + receiver + "\"} > 100");
                assertThat(taken).as(receiver).isNotEmpty();
            }
        } finally {
            Compose.runWith(three, "rm", "--stop", "--force", "otel-collector-3");
            Compose.up();
            Compose.run(RELOAD);
        }
    }

    /** Alerts on the pair as a whole carry the service telemetry. */
    @Test
    void killedMemberRaisesAlerts() throws Exception {
        Instant killed = Instant.now();
        Compose.run("kill", MEMBERS.getLast());
        try {
            Notifications.await("OtelCollectorPairDegraded", "telemetry", "firing", killed);
            Notifications.await("ServiceDown", MEMBERS.getLast(), "firing", killed);
        } finally {
            Compose.start(MEMBERS.getLast());
            Compose.awaitHealthy(MEMBERS.getLast());
        }
        Notifications.await("OtelCollectorPairDegraded", "telemetry", "resolved", killed);
    }

    /** A member's own metrics now; Prometheus may still have those of an earlier one with the same name. */
    private static String metrics(String member) throws Exception {
        return Compose.run(
                "exec", "-T", member, "/tools/busybox", "wget", "-q", "-O", "-", "http://127.0.0.1:8888/metrics");
    }

    /** Sends a line over OTLP, as a sender without a container's log does; returns its text. */
    private static String sendLine() throws IOException {
        String text = "line " + Marker.word();
        String body = """
                {"resourceLogs":[{"resource":{"attributes":[{"key":"job","value":{"stringValue":"docker"}},\
                {"key":"container","value":{"stringValue":"load"}}]},"scopeLogs":[{"logRecords":[\
                {"timeUnixNano":"%d000000","severityText":"INFO","body":{"stringValue":"%s"}}]}]}]}""".formatted(Instant.now().toEpochMilli(), text);
        assertThat(Http.post(Stack.OTLP.resolve("/v1/logs"), Map.of(), body).statusCode())
                .isEqualTo(200);
        return text;
    }
}
