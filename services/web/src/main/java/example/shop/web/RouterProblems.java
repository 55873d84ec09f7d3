package example.shop.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Gives a problem body to requests that the HTTP layer refuses before any resource runs: a body over the limit, or an
 * unreadable one. For the latter, Quarkus would log an ERROR line that quotes the query, which may hold a secret. The
 * server itself refuses input that is not HTTP (a broken request line, a path with broken percent-encoding).
 */
@ApplicationScoped
class RouterProblems {

    private static final Logger LOG = Logger.getLogger(RouterProblems.class);

    /** After the access log's filter, before Quarkus' own length check, which answers with an empty body. */
    private static final int BEFORE_LIMIT = 800;

    private static final int TOO_LARGE = 413;
    private static final long LINGER_MILLISECONDS = 1000;

    private final ObjectMapper json;
    private final long maxBodyBytes;
    private final BodyHandler chunkedBodies;

    RouterProblems(
            ObjectMapper json, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBodySize) {
        this.json = json;
        this.maxBodyBytes = maxBodySize.asLongValue();
        this.chunkedBodies = BodyHandler.create(false).setBodyLimit(maxBodyBytes);
    }

    void register(@Observes Filters filters) {
        filters.register(this::refuseLongBody, BEFORE_LIMIT);
    }

    void register(@Observes Router router) {
        router.route().order(-BEFORE_LIMIT).failureHandler(context -> {
            if (context.statusCode() == TOO_LARGE) {
                refuseTooLarge(context);
            } else if (context.failure() == null) {
                context.next();
            } else {
                refuseFailed(context);
            }
        });
    }

    private void refuseLongBody(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > maxBodyBytes) {
            refuseTooLarge(context);
        } else if (isChunkedJson(context.request())) {
            // Its length is not declared: it is read here up to the limit, and fails at once beyond it.
            context.request().resume();
            chunkedBodies.handle(context);
        } else {
            context.next();
        }
    }

    /** Bodies of other types are refused before they are read. */
    private static boolean isChunkedJson(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null
                && type != null
                && type.toLowerCase(Locale.ROOT).startsWith("application/json");
    }

    /**
     * Reads and drops the data that the caller still sends, for a moment. Closing at once would reset the connection,
     * and the caller might never see the answer. Keeping it would let the caller send forever.
     */
    private static void closeSoon(RoutingContext context) {
        HttpConnection connection = context.request().connection();
        context.request().resume();
        context.vertx().setTimer(LINGER_MILLISECONDS, timer -> connection.close());
    }

    private void refuseTooLarge(RoutingContext context) {
        answer(context, TOO_LARGE, "The body is larger than " + maxBodyBytes / 1024 + " KiB.");
    }

    private void refuseFailed(RoutingContext context) {
        boolean isRefused = context.statusCode() >= 400 && context.statusCode() < 500;
        boolean isCallersFault = isRefused || !context.request().isEnded();
        if (!isCallersFault) {
            LOG.error("Request failed", context.failure());
        }
        if (context.response().headWritten()) {
            context.request().connection().close();
        } else if (!context.response().closed()) {
            int status = isCallersFault ? 400 : 500;
            answer(context, status, isCallersFault ? "The request is broken or ends too early." : ProblemMapper.FAILED);
        }
    }

    private void answer(RoutingContext context, int status, String detail) {
        try {
            Problem problem = Problem.of(status, detail, context.request().path());
            context.addEndHandler(ended -> closeSoon(context));
            context.response()
                    .setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .end(Buffer.buffer(json.writeValueAsBytes(problem)));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
