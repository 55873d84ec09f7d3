package example.shop.support;

import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** The exports of the service under test to the collector that {@link PeersResource} stubs. */
public final class Exports {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Exports() {}

    /**
     * The exports with spans of {@code traceId}, as soon as one has all of {@code texts}. Protobuf writes texts
     * unchanged; here each byte is one character.
     */
    public static String awaitTrace(WireMockServer peers, String traceId, String... texts) {
        String id = new String(HexFormat.of().parseHex(traceId), StandardCharsets.ISO_8859_1);
        return await().atMost(LIMIT)
                .until(
                        () -> bodies(peers).stream()
                                .filter(body -> body.contains(id))
                                .collect(Collectors.joining()),
                        found -> List.of(texts).stream().allMatch(found::contains));
    }

    private static List<String> bodies(WireMockServer peers) {
        return peers.getAllServeEvents().stream()
                .map(ServeEvent::getRequest)
                .filter(request -> request.getUrl().equals("/v1/traces"))
                .map(request -> new String(request.getBody(), StandardCharsets.ISO_8859_1))
                .toList();
    }
}
