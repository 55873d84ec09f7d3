package example.shop.lab;

import java.security.SecureRandom;
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

    public static TraceParent random() {
        return new TraceParent(hex(16), hex(8));
    }

    /** The header to send: version 00, sampled. */
    public Map<String, String> header() {
        return Map.of("traceparent", "00-" + traceId + "-" + spanId + "-01");
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
