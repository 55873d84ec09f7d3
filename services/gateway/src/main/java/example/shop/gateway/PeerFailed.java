package example.shop.gateway;

import jakarta.ws.rs.core.Response;

/** A peer answered with an unexpected status: 5xx, or one that the gateway cannot use. */
class PeerFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String peer;
    private final int status;

    private PeerFailed(String peer, int status) {
        super(peer + " answered " + status);
        this.peer = peer;
        this.status = status;
    }

    /** The exception for an answer of {@code peer}, or null if the answer can be passed on. */
    static PeerFailed from(String peer, Response response) {
        return response.getStatus() >= 500 ? new PeerFailed(peer, response.getStatus()) : null;
    }

    /** Throws if an answer of {@code peer} is not as {@code expected}. */
    static void unless(boolean expected, String peer, Response response) {
        if (!expected) {
            throw new PeerFailed(peer, response.getStatus());
        }
    }

    /** The name of the service. */
    String peer() {
        return peer;
    }

    int status() {
        return status;
    }
}
