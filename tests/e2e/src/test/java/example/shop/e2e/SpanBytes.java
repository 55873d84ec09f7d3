package example.shop.e2e;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * An export of one service in OTLP's protobuf, with plain spans like those of the shop, whose trace ids can be changed in place:
 * the load must cost less than the collector. Field numbers are those of opentelemetry-proto's trace.proto.
 */
final class SpanBytes {

    static final int SPANS_OF_A_TRACE = 6;
    private static final int BYTES_OF_AN_ID = 16;

    private final byte[] bytes;
    private final List<Integer> traceIds = new ArrayList<>();

    /** @param traces how many traces it has spans of */
    SpanBytes(String service, int traces) {
        Random random = new Random(service.hashCode());
        ByteArrayOutputStream spans = new ByteArrayOutputStream();
        List<byte[]> ids = new ArrayList<>();
        for (int trace = 0; trace < traces; trace++) {
            byte[] id = new byte[BYTES_OF_AN_ID];
            random.nextBytes(id);
            ids.add(id);
            for (int span = 0; span < SPANS_OF_A_TRACE; span++) {
                field(spans, 2, span(id, random));
            }
        }
        ByteArrayOutputStream resource = new ByteArrayOutputStream();
        field(resource, 1, attribute("service.name", service));
        ByteArrayOutputStream resourceSpans = new ByteArrayOutputStream();
        field(resourceSpans, 1, resource.toByteArray());
        field(resourceSpans, 2, spans.toByteArray());
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        field(request, 1, resourceSpans.toByteArray());
        bytes = request.toByteArray();
        for (byte[] id : ids) {
            int at = -1;
            for (int span = 0; span < SPANS_OF_A_TRACE; span++) {
                at = indexOf(id, at + 1);
                traceIds.add(at);
            }
        }
    }

    int spans() {
        return traceIds.size();
    }

    /** The export with the trace ids of {@code seed}: the same for every service with that seed. */
    byte[] with(long seed) {
        byte[] copy = bytes.clone();
        Random random = new Random(seed);
        byte[] id = new byte[BYTES_OF_AN_ID];
        for (int i = 0; i < traceIds.size(); i++) {
            if (i % SPANS_OF_A_TRACE == 0) {
                random.nextBytes(id);
            }
            System.arraycopy(id, 0, copy, traceIds.get(i), BYTES_OF_AN_ID);
        }
        return copy;
    }

    private static byte[] span(byte[] traceId, Random random) {
        byte[] spanId = new byte[8];
        random.nextBytes(spanId);
        Instant now = Instant.now();
        long end = now.getEpochSecond() * 1_000_000_000 + now.getNano();
        ByteArrayOutputStream span = new ByteArrayOutputStream();
        field(span, 1, traceId);
        field(span, 2, spanId);
        field(span, 5, "GET /api/products/{id}".getBytes(StandardCharsets.UTF_8));
        varint(span, 6 << 3);
        varint(span, 2);
        fixed(span, 7, end - 20_000_000);
        fixed(span, 8, end);
        for (String[] one : new String[][] {
            {"http.request.method", "GET"},
            {"http.route", "/api/products/{id}"},
            {"url.path", "/api/products/1"},
            {"url.scheme", "http"},
            {"server.address", "products"},
            {"network.peer.address", "10.0.0.1"},
            {"code.function.name", "example.shop.products.ProductResource.product"}
        }) {
            field(span, 9, attribute(one[0], one[1]));
        }
        return span.toByteArray();
    }

    private static byte[] attribute(String key, String value) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        field(text, 1, value.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream pair = new ByteArrayOutputStream();
        field(pair, 1, key.getBytes(StandardCharsets.UTF_8));
        field(pair, 2, text.toByteArray());
        return pair.toByteArray();
    }

    private static void field(ByteArrayOutputStream out, int number, byte[] value) {
        varint(out, number << 3 | 2);
        varint(out, value.length);
        out.writeBytes(value);
    }

    private static void fixed(ByteArrayOutputStream out, int number, long value) {
        varint(out, number << 3 | 1);
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
    }

    private static void varint(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest > 0x7f) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private int indexOf(byte[] id, int from) {
        for (int at = from; at <= bytes.length - id.length; at++) {
            if (Arrays.equals(bytes, at, at + id.length, id, 0, id.length)) {
                return at;
            }
        }
        throw new IllegalStateException("an id is missing");
    }
}
