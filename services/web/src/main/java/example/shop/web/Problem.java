package example.shop.web;

import io.opentelemetry.api.trace.Span;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/**
 * The body of every refusal and failure, as in RFC 9457, with the trace id that leads to its spans and log lines.
 *
 * @param type a URI for the kind of problem; {@code about:blank} means that the status says everything
 * @param title name of the kind of problem, the same for each occurrence
 * @param status the HTTP status, repeated for readers that have only the body
 * @param detail the error in this request and, if there is a remedy, the remedy
 * @param instance path of the request with the problem
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
