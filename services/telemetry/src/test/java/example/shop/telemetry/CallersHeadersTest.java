package example.shop.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallersHeadersTest {

    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    /** Lines of one header, separated by {@code |}, each of which marks the trace. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "trace.keep=true",
                "a=1|trace.keep=true",
                "trace.keep=true|a=1",
                "a=1,b=2|c=3,trace.keep=true|d=4",
                "  a = 1  |  trace.keep = true  ",
                "|trace.keep=true",
                ",,a=1,|,trace.keep=true,",
                "a=1|trace.keep=%74%72ue",
                "\"a=1;p=1;q|trace.keep=true;prop=1\"",
                "\"trace.keep = true ; prop = 1 ; flag\"",
                "=1|trace.keep=true",
                "a|trace.keep=true",
                "a b=1|trace.keep=true",
                "a=%zz|trace.keep=true",
                "a=\u00e9|trace.keep=true",
            })
    void markIsFoundInWhicheverLineAndPlaceItIs(String lines) {
        for (String name : List.of("baggage", "Baggage", "BAGGAGE")) {
            assertThat(baggage(name, lines).getEntryValue("trace.keep"))
                    .as(name + ": " + lines)
                    .isEqualTo("true");
        }
    }

    @Test
    void membersOfAllLinesTravelInTheirOrder() {
        assertThat(baggage("baggage", "a=1,b=2|c=3;p|d=4").asMap().keySet())
                .containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    @Test
    void noMoreThan64MembersTravel() {
        String many = IntStream.range(0, 500).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(","));
        assertThat(baggage("baggage", many + "|last=1").asMap()).hasSize(64).containsKeys("k0", "k63");
    }

    @Test
    void noMoreThan8192BytesTravelAndNoMemberIsCut() {
        String many = IntStream.range(0, 60)
                .mapToObj(i -> "k" + i + "=" + "v".repeat(500))
                .collect(Collectors.joining(","));
        String bounded = CallersHeaders.bounded(many);
        assertThat(bounded.length()).isBetween(7600, 8192);
        assertThat(List.of(bounded.split(","))).allMatch(member -> member.matches("k\\d+=v{500}"));
        assertThat(CallersHeaders.bounded("a=" + "x".repeat(8190) + ",trace.keep=true"))
                .hasSize(8192);
        assertThat(CallersHeaders.bounded("a=" + "x".repeat(8191) + ",trace.keep=true"))
                .isEqualTo("trace.keep=true");
        assertThat(CallersHeaders.bounded("a=" + "\u00e9".repeat(4096) + ",b=1"))
                .isEqualTo("b=1");
    }

    @Test
    void secretsDoNotTravel() {
        assertThat(CallersHeaders.bounded("token=abc,card=4242424242424242,trace.keep=true"))
                .isEqualTo("token=****,card=****,trace.keep=true");
    }

    @Test
    void linesOfTracestateAreOneListAndTwoTraceparentsAreNone() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("Traceparent", PARENT)
                .add("tracestate", "a=1")
                .add("TraceState", "b=2");
        assertThat(span(headers).getTraceState().asMap())
                .containsEntry("a", "1")
                .containsEntry("b", "2");
        assertThat(span(headers.add("traceparent", PARENT)).isValid()).isFalse();
    }

    private static Baggage baggage(String name, String lines) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (String line : lines.split("\\|")) {
            headers.add(name, line);
        }
        return Baggage.fromContext(
                W3CBaggagePropagator.getInstance().extract(Context.root(), headers, new CallersHeaders()));
    }

    private static SpanContext span(MultiMap headers) {
        return Span.fromContext(
                        W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, new CallersHeaders()))
                .getSpanContext();
    }
}
