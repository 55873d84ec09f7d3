package example.shop.web;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns any exception of a resource into a {@link Problem}. The text of an unexpected exception never reaches a caller; that of a refusal is written for callers. */
public class ProblemMapper {

    /** The detail for a caller if the fault is ours. */
    static final String FAILED = "The service failed to answer. Its operators find the cause by the trace id.";

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    @ServerExceptionMapper
    public Response refused(WebApplicationException refusal, UriInfo uri) {
        return refused(refusal, uri.getPath());
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException violations, UriInfo uri) {
        return invalid(violations, uri.getPath());
    }

    @ServerExceptionMapper
    Response failed(Throwable failure, UriInfo uri) {
        return failed(failure, uri.getPath());
    }

    /** The answer to {@code failure} at {@code path}, outside a resource. */
    static Response answer(Throwable failure, String path) {
        return switch (failure) {
            case WebApplicationException refusal -> refused(refusal, path);
            case ConstraintViolationException violations -> invalid(violations, path);
            default -> failed(failure, path);
        };
    }

    private static Response refused(WebApplicationException refusal, String path) {
        Response own = refusal.getResponse();
        if (refusal instanceof Refusal known) {
            return answer(known.problem(path), own);
        }
        int status = own.getStatus();
        // JAX-RS answers a path or query value of the wrong type with 404; the caller's mistake is the value.
        if (refusal instanceof NotFoundException && refusal.getCause() instanceof IllegalArgumentException) {
            status = 400;
        }
        // A status below 400 is not a refusal: a client that cannot read an answer throws the answer's own status.
        if (status >= 500 || status < 400) {
            return failed(refusal, path);
        }
        return answer(Problem.of(status, Detail.of(status, refusal), path), own);
    }

    private static Response invalid(ConstraintViolationException violations, String path) {
        String detail = violations.getConstraintViolations().stream()
                .map(ProblemMapper::sentence)
                .sorted()
                .collect(Collectors.joining("; "));
        return answer(Problem.of(400, detail, path), null);
    }

    private static Response failed(Throwable failure, String path) {
        if (DatabaseOutage.isCauseOf(failure)) {
            LOG.error("The database cannot be reached", failure);
            return answer(
                    Problem.of(503, "The database cannot be reached at the moment. Try again shortly.", path),
                    Response.status(503).header(HttpHeaders.RETRY_AFTER, 5).build());
        }
        LOG.error("Request failed", failure);
        return answer(Problem.of(500, FAILED, path), null);
    }

    private static Response answer(Problem problem, Response own) {
        Response.ResponseBuilder answer =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        if (own != null) {
            own.getHeaders().forEach((name, values) -> {
                if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
                    values.forEach(value -> answer.header(name, value));
                }
            });
        }
        return answer.build();
    }

    private static String sentence(ConstraintViolation<?> violation) {
        // Method, parameter, and then the path inside a body; the first two mean nothing to a caller.
        String[] path = violation.getPropertyPath().toString().split("\\.", 3);
        return path[path.length - 1] + " " + violation.getMessage();
    }
}
