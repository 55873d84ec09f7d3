package example.shop.web;

import io.opentelemetry.api.trace.Span;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/**
 * The body of every refusal and failure, as RFC 9457 describes it, with the trace id that leads to its spans and log lines.
 *
 * @param type a URI for the kind of problem; {@code about:blank} says that the status tells all there is to tell
 * @param title what the kind of problem is called, the same for each occurrence
 * @param status the HTTP status, repeated for readers that have the body alone
 * @param detail what is wrong with this request and, where there is something to do, what to do
 * @param instance path of the request that met the problem
 * @param traceId trace id of the request, 32 hexadecimal digits
 */
@RegisterForReflection
record Problem(URI type, String title, int status, String detail, String instance, String traceId) {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final URI BLANK = URI.create("about:blank");

    static Problem of(int status, String detail, String instance) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return of(BLANK, known == null ? "HTTP " + status : known.getReasonPhrase(), status, detail, instance);
    }

    static Problem of(URI type, String title, int status, String detail, String instance) {
        String traceId = Span.current().getSpanContext().getTraceId();
        return new Problem(type, title, status, detail, instance, traceId);
    }
}
