package example.shop.gateway;

import jakarta.ws.rs.core.Response;

/** A peer answered with a status of 5xx. */
class PeerFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private PeerFailed(String peer, int status) {
        super(peer + " answered " + status);
    }

    /** The exception for an answer of {@code peer}, or null where the answer is one to pass on. */
    static PeerFailed from(String peer, Response response) {
        return response.getStatus() >= 500 ? new PeerFailed(peer, response.getStatus()) : null;
    }
}
