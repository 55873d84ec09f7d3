package example.shop.gateway;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** A peer's answer, passed on to the caller unchanged: status, body and the headers that describe the body. */
final class PassedOn {

    private static final List<String> HEADERS =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.RETRY_AFTER, "X-Total-Count");

    private PassedOn() {}

    static Response of(Response peer) {
        try (peer) {
            Response.ResponseBuilder answer = Response.status(peer.getStatus()).entity(peer.readEntity(byte[].class));
            for (String header : HEADERS) {
                answer.header(header, peer.getHeaderString(header));
            }
            return answer.build();
        }
    }
}
