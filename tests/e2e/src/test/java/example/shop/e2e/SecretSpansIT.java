package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.lab.Http;
import example.shop.lab.Poll;
import example.shop.lab.TraceParent;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Sends secrets to the collector itself, in every place of a span and of a line, and looks for them in the stores. */
class SecretSpansIT {

    /** Whose span it is said to be. */
    static final String SERVICE = "made-up";

    private static final List<String> KEYS = List.of(
            "password",
            "Password",
            "api_key",
            "API_KEY",
            "authorization",
            "http.request.header.authorization",
            "credit_card",
            "customer.credit_card",
            "Credit_Card");

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final String secret = Marker.word();

    @Test
    void jaegerGetsNoSecretOfASpan() throws IOException {
        TraceParent parent = TraceParent.random();
        long now = Instant.now().toEpochMilli();
        send("/v1/traces", """
                {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"%6$s"}},%1$s]},\
                "scopeSpans":[{"scope":{"name":"test","attributes":[%1$s]},"spans":[{"traceId":"%2$s","spanId":"%3$s",\
                "name":"secret","kind":1,"startTimeUnixNano":"%4$d000000","endTimeUnixNano":"%4$d000000",\
                "attributes":[%1$s,{"key":"harmless","value":{"stringValue":"seen"}},{"key":"trace.keep","value":{"stringValue":"true"}},\
                {"key":"url.full","value":{"stringValue":"http://shop/?api_key=%5$s&page=1"}}],\
                "events":[{"timeUnixNano":"%4$d000000","name":"event","attributes":[%1$s]}],\
                "links":[{"traceId":"%2$s","spanId":"%3$s","attributes":[%1$s]}]}]}]}]}""".formatted(attributes(), parent.traceId(), parent.spanId(), now, secret, SERVICE));
        String stored = Poll.until(
                        LIMIT, () -> Optional.of(Http.get(URI.create(Stack.JAEGER + "/api/traces/" + parent.traceId())))
                                .filter(answer -> answer.statusCode() == 200)
                                .map(answer -> answer.body()))
                .orElseThrow();
        assertThat(stored).contains("harmless", "seen", "page=1", "http.request.header.authorization");
        assertThat(stored).doesNotContain(secret);
    }

    @Test
    void lokiGetsNoSecretOfALine() throws IOException {
        Instant begin = Instant.now();
        String id = Marker.word();
        send("/v1/logs", """
                {"resourceLogs":[{"resource":{"attributes":[{"key":"job","value":{"stringValue":"docker"}},\
                {"key":"container","value":{"stringValue":"secrets"}}]},"scopeLogs":[{"logRecords":[\
                {"timeUnixNano":"%1$d000000","attributes":[%2$s],"body":{"stringValue":"%3$s password=%4$s api_key: %4$s"}},\
                {"timeUnixNano":"%1$d000000","body":{"kvlistValue":{"values":[{"key":"id","value":{"stringValue":"%3$s"}},%2$s]}}}]}]}]}""".formatted(begin.toEpochMilli(), attributes(), id, secret));
        List<String> stored = Poll.until(LIMIT, () -> Optional.of(Stack.LOKI.lines(
                                "{container=\"secrets\"} |= `" + id + "`", begin.minusSeconds(1), Instant.now()))
                        .filter(lines -> lines.size() == 2)
                        .map(lines -> lines.stream()
                                .map(line -> line.text() + line.labels())
                                .toList()))
                .orElseThrow();
        assertThat(stored).noneMatch(line -> line.contains(secret));
    }

    private String attributes() {
        return KEYS.stream()
                .map(key -> "{\"key\":\"%s\",\"value\":{\"stringValue\":\"%s\"}}".formatted(key, secret))
                .collect(Collectors.joining(","));
    }

    private static void send(String path, String json) throws IOException {
        assertThat(Http.post(Stack.OTLP.resolve(path), Map.of(), json).statusCode())
                .isEqualTo(200);
    }
}
