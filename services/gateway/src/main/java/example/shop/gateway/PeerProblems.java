package example.shop.gateway;

import example.shop.web.ProblemMapper;
import example.shop.web.Refusal;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.ClientWebApplicationException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Maps each way in which a peer can fail to the gateway's answer. */
class PeerProblems {

    private static final Logger LOG = Logger.getLogger(PeerProblems.class);
    private static final Pattern CLIENT = Pattern.compile("^example\\.shop\\.gateway\\.([A-Z][a-z]+Client)\\b");

    /** How long a breaker stays open: {@code delay} of the clients. */
    private static final int BREAKER_OPEN_SECONDS = 5;

    private final ProblemMapper problems;
    private final CalledPeer called;

    PeerProblems(ProblemMapper problems, CalledPeer called) {
        this.problems = problems;
        this.called = called;
    }

    @ServerExceptionMapper
    Response slow(TimeoutException failure, UriInfo uri) {
        return answer(failure, "timeout", uri, tooSlow());
    }

    @ServerExceptionMapper
    Response open(CircuitBreakerOpenException failure, UriInfo uri) {
        String detail =
                "A service behind the gateway keeps failing; it is left alone for a few seconds. Try again shortly.";
        Refusal refusal = new Refusal(503, "peer-unavailable", "Peer unavailable", detail, BREAKER_OPEN_SECONDS);
        return answer(failure, "breaker open", uri, refusal);
    }

    /** Not a peer's failure: refused before any peer was called. */
    @ServerExceptionMapper
    Response full(BulkheadException failure, UriInfo uri) {
        String detail = "As many requests of this kind are under way as the gateway takes at once. Try again shortly.";
        return problems.refused(new Refusal(503, "too-busy", "Too busy", detail, 1), uri);
    }

    @ServerExceptionMapper
    Response unreachable(ProcessingException failure, UriInfo uri) {
        if (failure.getCause() instanceof java.util.concurrent.TimeoutException) {
            return answer(failure, "timeout", uri, tooSlow());
        }
        return answer(failure, "unreachable", uri, unavailable("A service behind the gateway cannot be reached."));
    }

    @ServerExceptionMapper
    Response failed(PeerFailed failure, UriInfo uri) {
        return answer(failure, "status " + failure.status(), uri, badAnswer());
    }

    /** The REST client throws this for a body that it cannot read, whatever the status of the answer. */
    @ServerExceptionMapper
    Response nonsense(ClientWebApplicationException failure, UriInfo uri) {
        int status = failure.getResponse().getStatus();
        return answer(failure, "unreadable answer, status " + status, uri, badAnswer());
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

    /** One line for each failure, with the trace id. Peers and kinds of failures are few, so lines can be counted. */
    private Response answer(RuntimeException failure, String kind, UriInfo uri, Refusal refusal) {
        String peer = peer(failure);
        MDC.put("peer", peer);
        try {
            LOG.errorf("Peer %s failed: %s", peer, kind);
        } finally {
            MDC.remove("peer");
        }
        return problems.refused(refusal, uri);
    }

    /** Only the stack names the client of an unsent call; a call that was sent may have failed on another thread. */
    private String peer(RuntimeException failure) {
        if (failure instanceof PeerFailed known) {
            return known.peer();
        }
        return Stream.of(failure.getStackTrace())
                .map(frame -> CLIENT.matcher(frame.getClassName()))
                .filter(Matcher::find)
                .map(client -> CalledPeer.nameOf(client.group(1)))
                .findFirst()
                .orElseGet(called::name);
    }
}
