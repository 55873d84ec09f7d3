package example.shop.e2e;

import example.shop.signals.TraceParent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A test's own trace: a span of each of three services, sent one by one, so that nginx gives them to any
 * member of the pair.
 */
final class KnownTrace {

    /** The reason to keep a trace; a plain one has at most its id. */
    enum Kind {
        ERROR,
        SLOW,
        CRITICAL,
        MARKED,
        PLAIN
    }

    /** From the caller inwards: the front is the root, its span ends last. */
    static final List<String> SERVICES = List.of("load-front", "load-middle", "load-back");

    private static final byte[] SALT = "default-hash-seed".getBytes(StandardCharsets.US_ASCII);
    private static final Duration QUICK = Duration.ofMillis(20);
    private static final Duration SLOW = Duration.ofMillis(1500);

    private final Kind kind;
    private final List<TraceParent> spans;
    private final Instant end = Instant.now();
    private final Map<String, Instant> accepted = new ConcurrentHashMap<>();

    KnownTrace(Kind kind) {
        this.kind = kind;
        TraceParent root = TraceParent.random();
        List<TraceParent> all = new ArrayList<>(List.of(root));
        for (int i = 1; i < SERVICES.size(); i++) {
            all.add(new TraceParent(root.traceId(), TraceParent.random().spanId()));
        }
        spans = List.copyOf(all);
    }

    String id() {
        return spans.getFirst().traceId();
    }

    Kind kind() {
        return kind;
    }

    /** Its span of {@code service}, as OTLP in JSON. Only one span has the reason for keeping the trace; the mark is on all. */
    String span(String service) {
        int depth = SERVICES.indexOf(service);
        Duration duration = (kind == Kind.SLOW && depth == 0 ? SLOW : QUICK).minusMillis(5L * depth);
        Map<String, String> attributes = new TreeMap<>(Map.of("http.request.method", "GET"));
        attributes.put("http.route", kind == Kind.CRITICAL && depth == 0 ? "/api/checkout" : "/api/known");
        if (kind == Kind.MARKED) {
            attributes.put("trace.keep", "true");
        }
        StringBuilder text = new StringBuilder();
        attributes.forEach((key, value) -> text.append(text.isEmpty() ? "" : ",")
                .append("{\"key\":\"%s\",\"value\":{\"stringValue\":\"%s\"}}".formatted(key, value)));
        return """
                {"traceId":"%s","spanId":"%s","parentSpanId":"%s","name":"GET /api/known","kind":2,"startTimeUnixNano":"%d",\
                "endTimeUnixNano":"%d","status":{"code":%d},"attributes":[%s]}""".formatted(
                        id(),
                        spans.get(depth).spanId(),
                        depth == 0 ? "" : spans.get(depth - 1).spanId(),
                        nanos(end.minus(duration)),
                        nanos(end),
                        kind == Kind.ERROR && depth == 1 ? 2 : 0,
                        text);
    }

    /** Notes that a collector has accepted the span of {@code service}. */
    void accepted(String service) {
        accepted.put(service, Instant.now());
    }

    /** True where a collector has accepted each of its spans. */
    boolean isAccepted() {
        return accepted.size() == SERVICES.size();
    }

    /** True where its spans were neither all accepted before {@code from}, nor all after {@code to}. */
    boolean wasUnderWay(Instant from, Instant to) {
        return firstAccepted().isBefore(to) && accepted.values().stream().anyMatch(time -> time.isAfter(from));
    }

    /**
     * True where it must be kept, for its kind or because its id is in the share that the collectors keep of all: the sampler
     * compares a hash (FNV-1a of 64 bits, of a salt and the id) with that share of the largest number.
     */
    boolean mustBeKept(double share) {
        if (kind != Kind.PLAIN) {
            return true;
        }
        long hash = hash(hash(0xcbf29ce484222325L, SALT), HexFormat.of().parseHex(id()));
        return new BigDecimal(Long.toUnsignedString(hash))
                        .compareTo(BigDecimal.TWO.pow(64).multiply(BigDecimal.valueOf(share)))
                <= 0;
    }

    Instant firstAccepted() {
        return accepted.values().stream().min(Instant::compareTo).orElseThrow();
    }

    private static long hash(long begin, byte[] bytes) {
        long hash = begin;
        for (byte octet : bytes) {
            hash = (hash ^ (octet & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000 + time.getNano();
    }
}
