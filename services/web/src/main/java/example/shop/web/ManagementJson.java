package example.shop.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;

/** Reads and answers JSON for a management route as resources do, with the same problems for the same mistakes. */
@ApplicationScoped
public class ManagementJson {

    private final ObjectMapper json;

    ManagementJson(ObjectMapper json) {
        this.json = json;
    }

    /**
     * The body as {@code type}; empty if there is none.
     *
     * @throws WebApplicationException with 400 or 415 if the body is not of that type
     */
    public <T> Optional<T> read(RoutingContext context, Class<T> type) {
        String sent = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (sent != null && !sent.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_JSON)) {
            throw new NotSupportedException();
        }
        Buffer body = context.body().buffer();
        if (body == null || body.length() == 0) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(json.readValue(body.getBytes(), type));
        } catch (JsonProcessingException refused) {
            throw new BadRequestException(Detail.ofJson(refused));
        } catch (IOException unread) {
            throw new BadRequestException(JsonErrorInterceptor.UNREADABLE);
        }
    }

    /** Answers 200 with {@code body}. */
    public void ok(RoutingContext context, Object body) {
        end(context, 200, MediaType.APPLICATION_JSON, body);
    }

    /** Answers with the problem for {@code failure}. */
    public void problem(RoutingContext context, Throwable failure) {
        Response answer = ProblemMapper.answer(failure, context.request().path());
        answer.getStringHeaders().forEach((name, values) -> context.response().putHeader(name, values));
        end(context, answer.getStatus(), Problem.MEDIA_TYPE, answer.getEntity());
    }

    private void end(RoutingContext context, int status, String type, Object body) {
        HttpServerResponse response =
                context.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, type);
        try {
            response.end(Buffer.buffer(json.writeValueAsBytes(body)));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
