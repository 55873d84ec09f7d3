package example.shop.telemetry.secrets;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;

/**
 * A span as it leaves the process: without secrets in its name, status, attributes, events, links and trace state. Name
 * and status are cut to the length to which the SDK cuts attribute values.
 */
final class MaskedSpan extends DelegatingSpanData {

    private final String name;
    private final SpanContext context;
    private final SpanContext parent;
    private final Attributes attributes;
    private final List<EventData> events;
    private final List<LinkData> links;
    private final StatusData status;

    /** @param maxLength in characters */
    MaskedSpan(SpanData span, int maxLength) {
        super(span);
        this.name = masked(span.getName(), maxLength);
        this.context = masked(span.getSpanContext());
        this.parent = masked(span.getParentSpanContext());
        this.attributes = MaskedAttributes.of(span.getAttributes(), maxLength);
        this.events =
                span.getEvents().stream().map(event -> masked(event, maxLength)).toList();
        this.links =
                span.getLinks().stream().map(link -> masked(link, maxLength)).toList();
        this.status = masked(span.getStatus(), maxLength);
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public SpanContext getSpanContext() {
        return context;
    }

    @Override
    public SpanContext getParentSpanContext() {
        return parent;
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }

    @Override
    public List<EventData> getEvents() {
        return events;
    }

    @Override
    public List<LinkData> getLinks() {
        return links;
    }

    @Override
    public StatusData getStatus() {
        return status;
    }

    private static EventData masked(EventData event, int maxLength) {
        return EventData.create(
                event.getEpochNanos(),
                masked(event.getName(), maxLength),
                MaskedAttributes.of(event.getAttributes(), maxLength),
                event.getTotalAttributeCount());
    }

    private static LinkData masked(LinkData link, int maxLength) {
        return LinkData.create(
                masked(link.getSpanContext()),
                MaskedAttributes.of(link.getAttributes(), maxLength),
                link.getTotalAttributeCount());
    }

    private static StatusData masked(StatusData status, int maxLength) {
        String description = status.getDescription();
        return description.isEmpty()
                ? status
                : StatusData.create(status.getStatusCode(), masked(description, maxLength));
    }

    /** Each span stores the {@code tracestate} that a caller sent. */
    private static SpanContext masked(SpanContext context) {
        TraceState state = context.getTraceState();
        if (state.isEmpty()) {
            return context;
        }
        TraceStateBuilder masked = TraceState.builder();
        // The builder prepends each entry.
        List.copyOf(state.asMap().entrySet())
                .reversed()
                .forEach(entry -> masked.put(entry.getKey(), Secrets.masked(entry.getKey(), entry.getValue())));
        return context.isRemote()
                ? SpanContext.createFromRemoteParent(
                        context.getTraceId(), context.getSpanId(), context.getTraceFlags(), masked.build())
                : SpanContext.create(
                        context.getTraceId(), context.getSpanId(), context.getTraceFlags(), masked.build());
    }

    private static String masked(String text, int maxLength) {
        return Secrets.cut(Secrets.masked(text), maxLength);
    }
}
