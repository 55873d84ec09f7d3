package example.shop.telemetry.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MaskedSpansTest {

    private static final String CARD = "4242424242424242";
    private static final int LONGEST = 20_000;

    private final List<SpanData> exported = new ArrayList<>();

    @Test
    void everyPartOfASpanIsMasked() {
        SpanContext linked = SpanContext.create(
                "0af7651916cd43dd8448eb211c80319c",
                "4000000000000002",
                TraceFlags.getSampled(),
                TraceState.builder().put("token", "abc").put("kept", "1").build());
        SpanData span = export(tracer -> {
            Span made = tracer.spanBuilder("GET /login?password=hunter2")
                    .setParent(Context.root().with(Span.wrap(linked)))
                    .addLink(linked, Attributes.of(AttributeKey.stringKey("url.full"), "http://x/?api_key=abc"))
                    .setAttribute("url.path", "/api/users/" + CARD)
                    .setAttribute("shop.password", "hunter2")
                    .setAttribute("user.id", 4242424242424242L)
                    .setAttribute("amount", 4242424242424242.0)
                    .setAttribute(AttributeKey.stringArrayKey("process.command_args"), List.of("--token", "abc", "-v"))
                    .setAttribute(AttributeKey.longArrayKey("cards"), List.of(1L, 4242424242424242L))
                    .setAttribute(AttributeKey.stringArrayKey("http.request.header.cookie"), List.of("a=b"))
                    .setAttribute("card " + CARD, "1")
                    .setAttribute("span.count", 3)
                    .startSpan();
            made.addEvent("token=abc", Attributes.of(AttributeKey.stringKey("card"), CARD));
            made.recordException(new IllegalStateException("card " + CARD, new RuntimeException("password=hunter2")));
            made.setStatus(StatusCode.ERROR, "password=hunter2");
            made.end();
        });
        assertThat(span.toString()).doesNotContain("hunter2", CARD, "token=abc", "api_key=abc", "a=b");
        assertThat(text(span)).doesNotContain("hunter2", CARD, "abc", "a=b");
        assertThat(span.getName()).isEqualTo("GET /login?password=****");
        assertThat(span.getStatus().getDescription()).isEqualTo("password=****");
        assertThat(span.getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("url.path"), "/api/users/****")
                .containsEntry(AttributeKey.stringKey("user.id"), "****")
                .containsEntry(AttributeKey.stringArrayKey("cards"), List.of("1", "****"))
                .containsEntry(AttributeKey.stringArrayKey("process.command_args"), List.of("--token", "****", "-v"))
                .containsEntry(AttributeKey.longKey("span.count"), 3L)
                .containsEntry(AttributeKey.stringKey("card ****"), "1")
                .hasSize(9);
        assertThat(span.getParentSpanContext().getTraceState().asMap()).containsEntry("token", "****");
        assertThat(span.getSpanContext().getTraceState().asMap()).containsEntry("kept", "1");
        assertThat(span.getParentSpanId()).isEqualTo("4000000000000002");
        assertThat(span.getEvents().get(1).getAttributes().get(AttributeKey.stringKey("exception.stacktrace")))
                .contains("Caused by", "MaskedSpansTest");
    }

    @Test
    void spanWithoutSecretsIsAsItWas() {
        SpanData span = export(tracer -> tracer.spanBuilder("GET /api/users/{id}")
                .setAttribute("url.path", "/api/users/1")
                .setAttribute("server.port", 8000)
                .setAttribute("share", 0.5)
                .setAttribute("ready", true)
                .startSpan()
                .end());
        assertThat(span.getName()).isEqualTo("GET /api/users/{id}");
        assertThat(span.getAttributes().asMap())
                .isEqualTo(Attributes.builder()
                        .put("url.path", "/api/users/1")
                        .put("server.port", 8000)
                        .put("share", 0.5)
                        .put("ready", true)
                        .build()
                        .asMap());
    }

    @Test
    void nameAndStatusAreCut() {
        SpanData span = export(tracer -> {
            Span made = tracer.spanBuilder("n".repeat(LONGEST + 1)).startSpan();
            made.setStatus(StatusCode.ERROR, "s".repeat(LONGEST + 1));
            made.addEvent("e".repeat(LONGEST + 1));
            made.end();
        });
        assertThat(span.getName()).hasSize(LONGEST);
        assertThat(span.getStatus().getDescription()).hasSize(LONGEST);
        assertThat(span.getEvents().getFirst().getName()).hasSize(LONGEST);
    }

    /** No part of a secret that a cut goes through remains, if it is shorter than the text removed at the end. */
    @Test
    void secretsThatACutGoesThroughAreMasked() {
        for (String secret : List.of("postgres://a:hunter@db", CARD, "Bearer hunter2.hunter2", "-u me:hunter2 x")) {
            for (int before = LONGEST - secret.length(); before <= LONGEST; before++) {
                String text = "n".repeat(before - 1) + " " + secret;
                exported.clear();
                SpanData span = export(tracer -> {
                    Span made = tracer.spanBuilder(text).startSpan();
                    made.setStatus(StatusCode.ERROR, text);
                    made.addEvent(text, Attributes.of(AttributeKey.stringKey("a"), text));
                    made.setAttribute("b", text);
                    made.setAttribute(AttributeKey.stringArrayKey("c"), List.of(text));
                    made.end();
                });
                assertThat(text(span)).as("%s behind %d", secret, before).doesNotContain("42424", "hunt");
            }
        }
    }

    private SpanData export(Consumer<Tracer> work) {
        SpanProcessor batch = BatchSpanProcessor.builder(new Kept()).build();
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .setSpanLimits(
                        SpanLimits.builder().setMaxAttributeValueLength(LONGEST).build())
                .addSpanProcessor(new MaskedSpans(batch, LONGEST))
                .build()) {
            work.accept(provider.get("test"));
            provider.forceFlush().join(10, TimeUnit.SECONDS);
        }
        assertThat(exported).hasSize(1);
        return exported.getFirst();
    }

    /** Every text that an exporter reads of a span. Ids and times are digits by chance, which can look like part of a secret. */
    private static String text(SpanData span) {
        List<Object> texts = new ArrayList<>(List.of(
                span.getName(),
                span.getStatus().getDescription(),
                span.getAttributes(),
                span.getSpanContext().getTraceState().asMap(),
                span.getParentSpanContext().getTraceState().asMap()));
        span.getEvents().forEach(event -> texts.addAll(List.of(event.getName(), event.getAttributes())));
        span.getLinks()
                .forEach(link -> texts.addAll(
                        List.of(link.getSpanContext().getTraceState().asMap(), link.getAttributes())));
        return texts.toString();
    }

    private final class Kept implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            exported.addAll(spans);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
