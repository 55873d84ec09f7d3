package example.shop.gateway;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.UUID;

/** The header that makes a request worth repeating, in the form that products accepts as well. */
final class IdempotencyKey {

    static final String HEADER = "Idempotency-Key";
    static final String FORM = "[A-Za-z0-9_-]{1,64}";
    static final String DESCRIPTION =
            "The same key buys or pays once, however often it is sent. Without one the gateway makes one.";

    private IdempotencyKey() {}

    /**
     * The key from the request, or a new one if there is none.
     *
     * @throws BadRequestException if it is empty, malformed, or sent several times: nothing shows which one is meant
     */
    static String of(HttpHeaders headers) {
        List<String> sent = headers.getRequestHeader(HEADER);
        if (sent == null || sent.isEmpty()) {
            return UUID.randomUUID().toString();
        }
        if (sent.size() > 1 || !sent.getFirst().matches(FORM)) {
            throw new BadRequestException(
                    "The header Idempotency-Key must be one of 1 to 64 letters, digits, hyphens or underscores.");
        }
        return sent.getFirst();
    }
}
