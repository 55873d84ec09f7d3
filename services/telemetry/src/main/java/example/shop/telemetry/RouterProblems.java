package example.shop.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/** Problem bodies for what the HTTP layer refuses before any resource is asked: bad encodings, bodies over the limit. */
@ApplicationScoped
class RouterProblems {

    private static final Map<Integer, String> DETAILS = Map.of(
            400, "The request is not valid HTTP: check the encoding of its path.",
            404, "There is nothing at this path. GET /openapi lists what there is.",
            405, "This path does not take this method. GET /openapi lists the methods it takes.",
            413, "The body is larger than 64 KiB.",
            414, "The path is too long.");

    private final ObjectMapper json;

    RouterProblems(ObjectMapper json) {
        this.json = json;
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::answer);
    }

    private void answer(RoutingContext context) {
        String detail = DETAILS.get(context.statusCode());
        if (detail == null || context.response().headWritten()) {
            context.next();
            return;
        }
        try {
            byte[] body = json.writeValueAsBytes(
                    Problem.of(context.statusCode(), detail, context.request().path()));
            context.response()
                    .setStatusCode(context.statusCode())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(io.vertx.core.buffer.Buffer.buffer(body));
        } catch (JsonProcessingException impossible) {
            context.next();
        }
    }
}
