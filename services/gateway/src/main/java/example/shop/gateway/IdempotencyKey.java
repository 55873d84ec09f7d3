package example.shop.gateway;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.UUID;

/** The header under which a request is worth repeating, in the form that products takes as well. */
final class IdempotencyKey {

    static final String HEADER = "Idempotency-Key";
    static final String FORM = "[A-Za-z0-9_-]{1,64}";
    static final String DESCRIPTION =
            "The same key buys or pays once, however often it is sent. Without one the gateway makes one.";

    private IdempotencyKey() {}

    /**
     * The key that was sent, or a new one where there is none.
     *
     * @throws BadRequestException where it is empty or malformed, or where there are several: which one is meant, nothing tells
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
