package example.shop.gateway;

import example.shop.telemetry.ProblemMapper;
import example.shop.telemetry.Refusal;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.ClientWebApplicationException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Says for each way in which a peer can fail what the gateway answers. */
class PeerProblems {

    private static final Logger LOG = Logger.getLogger(PeerProblems.class);

    private final ProblemMapper problems;

    PeerProblems(ProblemMapper problems) {
        this.problems = problems;
    }

    @ServerExceptionMapper
    Response slow(TimeoutException failure, UriInfo uri) {
        return answer(failure, uri, tooSlow());
    }

    @ServerExceptionMapper
    Response open(CircuitBreakerOpenException failure, UriInfo uri) {
        String detail =
                "A service behind the gateway keeps failing; it is left alone for a few seconds. Try again shortly.";
        return answer(failure, uri, unavailable(detail));
    }

    @ServerExceptionMapper
    Response unreachable(ProcessingException failure, UriInfo uri) {
        if (failure.getCause() instanceof java.util.concurrent.TimeoutException) {
            return answer(failure, uri, tooSlow());
        }
        return answer(failure, uri, unavailable("A service behind the gateway cannot be reached."));
    }

    @ServerExceptionMapper
    Response failed(PeerFailed failure, UriInfo uri) {
        return answer(failure, uri, badAnswer());
    }

    /** Thrown by the REST client for a body that it cannot read, with whatever status the body came with. */
    @ServerExceptionMapper
    Response nonsense(ClientWebApplicationException failure, UriInfo uri) {
        return answer(failure, uri, badAnswer());
    }

    private static Refusal tooSlow() {
        return new Refusal(
                504, "peer-timeout", "Peer too slow", "A service behind the gateway did not answer in time.");
    }

    private static Refusal unavailable(String detail) {
        return new Refusal(503, "peer-unavailable", "Peer unavailable", detail);
    }

    private static Refusal badAnswer() {
        return new Refusal(502, "peer-failed", "Peer failed", "A service behind the gateway failed to answer.");
    }

    private Response answer(RuntimeException failure, UriInfo uri, Refusal refusal) {
        LOG.errorf("A peer failed: %s", failure.getClass().getSimpleName());
        return problems.refused(refusal, uri);
    }
}
