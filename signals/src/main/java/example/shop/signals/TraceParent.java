package example.shop.signals;

import java.net.URI;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * The identity of a trace that a caller begins: W3C Trace Context, section 3.2.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits, the caller's own span
 */
public record TraceParent(String traceId, String spanId) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final URI LOCAL = URI.create("http://127.0.0.1");

    public static TraceParent random() {
        return new TraceParent(hex(16), hex(8));
    }

    /** Headers for the shop on this machine: version 00, sampled, and the token of trusted callers. */
    public Map<String, String> header() {
        return header(LOCAL);
    }

    /** Headers for {@code target}: version 00, sampled, and the token of trusted callers if there is one for it. */
    public Map<String, String> header(URI target) {
        Map<String, String> headers = new HashMap<>(TrustedToken.header(target));
        headers.put("traceparent", "00-" + traceId + "-" + spanId + "-01");
        return headers;
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
