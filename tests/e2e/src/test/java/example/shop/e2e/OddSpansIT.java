package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import example.shop.signals.Http;
import example.shop.signals.TraceParent;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spans with fields that no SDK writes, unlike the values of {@link PoisonIT}: Jaeger returns each, and metrics count it with every label. */
class OddSpansIT {

    /** Names of services without a name from the tests. */
    static final Set<String> NAMES = Set.of("unknown_service", "5");

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'spanId':'0000000000000000'",
                "'spanId':''",
                "'parentSpanId':'b7ad6b7169203331'",
                "'startTimeUnixNano':'0'",
                "'startTimeUnixNano':'0','endTimeUnixNano':'0'",
                "'endTimeUnixNano':'1000000000000000000'",
                "'endTimeUnixNano':'18446744073709551615'",
                "'startTimeUnixNano':'18446744073709551615','endTimeUnixNano':'18446744073709551615'",
                "'kind':99",
                "'status':{'code':99}",
                "'flags':4294967295",
                "'name':''",
                "'name':'a\ue000b','traceState':'a\ue000b','status':{'code':2,'message':'a\ue000b'}",
                "'traceState':'no list'",
                "'links':[{'traceId':'00000000000000000000000000000000','spanId':'0000000000000000'}]",
                "'events':[{'name':'','timeUnixNano':'18446744073709551615'}]",
            })
    void jaegerReturnsASpanWhateverItsFields(String fields) throws IOException {
        TraceParent parent = TraceParent.random();
        ObjectNode resource = PoisonIT.span("odd", Otlp.text("x"), parent.traceId());
        ((ObjectNode) resource.at("/scopeSpans/0/spans/0"))
                .setAll((ObjectNode) Stack.JSON.readTree("{" + fields.replace('\'', '"') + "}"));
        Otlp.send("/v1/traces", "resourceSpans", List.of(resource));
        assertThat(Stack.stored(parent.traceId(), LIMIT).at("/data/0/spans").size())
                .isOne();
        // From the earliest time of a span to long after now.
        HttpResponse<String> search = Stack.jaeger(
                "traces?limit=20&start=0&end=9000000000000000&service=" + Http.encode(PoisonIT.SERVICE + "odd"));
        assertThat(search.statusCode()).as(search.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'other':{'stringValue':'x'} | unknown_service",
                "'service.name':{'stringValue':''} | unknown_service",
                "'service.name':{} | unknown_service",
                "'service.name':{'intValue':'5'} | 5",
            })
    void serviceWithoutANameHasOneInEveryStore(String attribute, String name) throws IOException {
        TraceParent parent = TraceParent.random();
        ObjectNode resource = PoisonIT.span("odd", Otlp.text("x"), parent.traceId());
        var said = (ObjectNode) Stack.JSON.readTree("{" + attribute.replace('\'', '"') + "}");
        ((ObjectNode) resource.path("resource"))
                .set(
                        "attributes",
                        Otlp.list(said.propertyStream()
                                .map(one -> Otlp.attribute(one.getKey(), one.getValue()))
                                .toList()));
        String span = Marker.word();
        ((ObjectNode) resource.at("/scopeSpans/0/spans/0")).put("name", span);
        Otlp.send("/v1/traces", "resourceSpans", List.of(resource));
        assertThat(Stack.stored(parent.traceId(), LIMIT).findValuesAsText("serviceName"))
                .containsExactly(name);
        assertThat(Metrics.await("otel_spans_calls_total{span_name=\"" + span + "\"}")
                        .findValuesAsText("service"))
                .containsExactly(name);
    }

    @Test
    void spanWithoutNameAndOfUnknownKindIsCountedWithEveryLabel() throws IOException {
        ObjectNode resource =
                PoisonIT.span("numbers", Otlp.text("x"), TraceParent.random().traceId());
        ObjectNode span = (ObjectNode) resource.at("/scopeSpans/0/spans/0");
        span.put("name", "").put("kind", 99).putObject("status").put("code", 99);
        Otlp.send("/v1/traces", "resourceSpans", List.of(resource));
        JsonNode labels = Metrics.await("otel_spans_calls_total{service=\"" + PoisonIT.SERVICE + "numbers\"}")
                .at("/0/metric");
        assertThat(labels.path("span_name").asText()).isEqualTo("unnamed");
        assertThat(labels.path("span_kind").asText()).isEqualTo("SPAN_KIND_UNSPECIFIED");
        assertThat(labels.path("status_code").asText()).isEqualTo("STATUS_CODE_UNSET");
    }
}
