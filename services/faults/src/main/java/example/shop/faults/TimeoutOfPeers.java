package example.shop.faults;

import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.ext.Provider;

/**
 * Sends the calls of a request that the fault {@code external-timeout} hits to a peer that never answers. Timeouts,
 * retries and breakers are the client's own. Public because it is registered for every REST client.
 */
@Provider
@Singleton
public class TimeoutOfPeers implements ClientRequestFilter {

    private final RequestFaults request;
    private final SilentPeer silentPeer;
    private final Faults faults;

    TimeoutOfPeers(Faults faults, RequestFaults request, SilentPeer silentPeer) {
        this.faults = faults;
        this.request = request;
        this.silentPeer = silentPeer;
    }

    @Override
    public void filter(ClientRequestContext call) {
        if (!faults.active().isEmpty()
                && RequestFaults.isWithinRequest()
                && request.takeEffect(Fault.EXTERNAL_TIMEOUT).isPresent()) {
            silentPeer
                    .port()
                    .ifPresent(port -> call.setUri(UriBuilder.fromUri(call.getUri())
                            .scheme("http")
                            .host("127.0.0.1")
                            .port(port)
                            .build()));
        }
    }
}
