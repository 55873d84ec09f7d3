package example.shop.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.signals.Http;
import example.shop.signals.Poll;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link from one signal to another finds data, queried on the running stack as Grafana does. */
@Tag("stack")
class LinksIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** A trace in Jaeger, with a span of a route. */
    private static JsonNode trace;

    @BeforeAll
    static void visit() throws Exception {
        trace = Poll.until(LIMIT, () -> {
                    Http.get(URI.create(Traffic.SERVICES.get("gateway") + "/api/products/1"));
                    return Stores.jaeger("traces?service=users&limit=20&lookback=1h")
                            .valueStream()
                            .filter(found -> found.path("spans").size() >= 19)
                            .findFirst();
                })
                .orElseThrow(() -> new AssertionError("Jaeger has no complete trace"));
    }

    static Stream<Panel> linking() {
        return Dashboard.all().stream()
                .flatMap(dashboard -> dashboard.panels().stream())
                .filter(panel -> panel.links().stream().anyMatch(link -> link.startsWith("/explore")));
    }

    @ParameterizedTest
    @MethodSource("linking")
    void panelLinkFindsData(Panel panel) throws IOException {
        Variables variables = Variables.of(Dashboard.named(panel.dashboard()))
                .with("__value.raw", trace.path("traceID").asText())
                .with("__from", String.valueOf(Instant.now().minusSeconds(3600).toEpochMilli()))
                .with("__to", String.valueOf(Instant.now().toEpochMilli()));
        for (String link : panel.links()) {
            JsonNode pane = pane(variables.fill(link));
            String source = pane.path("datasource").asText();
            JsonNode query = pane.path("queries").path(0);
            assertThat(DataSources.named(source).path("type").asText())
                    .isEqualTo(query.path("datasource").path("type").asText());
            assertThat(find(source, query)).as(link).isNotEmpty();
        }
    }

    @Test
    void lineLeadsToItsTraceAndTraceToItsLines() throws IOException {
        Pattern derived = Pattern.compile(DataSources.named("loki")
                .at("/jsonData/derivedFields/0/matcherRegex")
                .asText());
        JsonNode jaeger = DataSources.named("jaeger").path("jsonData");
        String logql = jaeger.at("/tracesToLogsV2/query")
                .asText()
                .replace("${__trace.traceId}", trace.path("traceID").asText());
        List<JsonNode> lines = lines(logql);
        assertThat(lines).isNotEmpty().allSatisfy(stream -> assertThat(stream.path("values"))
                .allSatisfy(value -> assertThat(derived.matcher(value.path(1).asText())
                                .results()
                                .map(found -> found.group(1)))
                        .containsExactly(trace.path("traceID").asText())));
        assertThat(lines)
                .extracting(stream -> stream.path("stream").path("container").asText())
                .contains("gateway", "products", "users");
    }

    @Test
    void spanLeadsToItsMetrics() throws IOException {
        JsonNode links = DataSources.named("jaeger").path("jsonData").path("tracesToMetrics");
        JsonNode span = trace.path("spans")
                .valueStream()
                .filter(candidate -> !Stores.tag(candidate, "http.route").isEmpty())
                .findFirst()
                .orElseThrow();
        JsonNode process = trace.path("processes").path(span.path("processID").asText());
        StringBuilder labels = new StringBuilder();
        for (JsonNode tag : links.path("tags")) {
            String value = Stores.tag(span, tag.path("key").asText())
                    + Stores.tag(process, tag.path("key").asText());
            labels.append(tag.path("value").asText())
                    .append("=\"")
                    .append(value)
                    .append("\",");
        }
        for (JsonNode query : links.path("queries")) {
            String promql = query.path("query").asText().replace("$__tags", labels);
            Poll.until(LIMIT, () -> Optional.of(Stores.prometheus("query?query=" + Http.encode(promql))
                                    .path("result"))
                            .filter(found -> !found.isEmpty()))
                    .orElseThrow(() -> new AssertionError("Prometheus has no value of " + promql));
        }
    }

    @Test
    void exemplarLeadsToATraceByTheLabelThatTheDataSourceNames() throws IOException {
        JsonNode destination = DataSources.named("prometheus").at("/jsonData/exemplarTraceIdDestinations/0");
        assertThat(DataSources.named(destination.path("datasourceUid").asText())
                        .path("type")
                        .asText())
                .isEqualTo("jaeger");
        long now = Instant.now().getEpochSecond();
        Poll.until(LIMIT, () -> {
                    for (JsonNode series :
                            Stores.prometheus("query_exemplars?query=http_request_duration_seconds_bucket&start="
                                    + (now - 900) + "&end=" + Instant.now().getEpochSecond())) {
                        for (JsonNode exemplar : series.path("exemplars")) {
                            JsonNode found = Stores.jaeger("traces/"
                                    + exemplar.path("labels")
                                            .path(destination.path("name").asText())
                                            .asText());
                            if (!found.isEmpty()) {
                                return Optional.of(found);
                            }
                        }
                    }
                    return Optional.empty();
                })
                .orElseThrow(() -> new AssertionError("no exemplar whose trace Jaeger has"));
    }

    /** The one pane that a link opens in Explore. */
    private static JsonNode pane(String link) throws IOException {
        return Dashboard.JSON
                .readTree(URLDecoder.decode(link.replaceFirst(".*[?&]panes=", ""), StandardCharsets.UTF_8))
                .elements()
                .next();
    }

    private static List<JsonNode> find(String source, JsonNode query) throws IOException {
        return source.equals("loki")
                ? lines(query.path("expr").asText())
                : Stores.jaeger("traces/" + query.path("query").asText())
                        .valueStream()
                        .toList();
    }

    private static List<JsonNode> lines(String logql) {
        return Poll.until(LIMIT, () -> Optional.of(Stores.loki("query_range?since=1h&query=" + Http.encode(logql))
                                .path("result")
                                .valueStream()
                                .toList())
                        .filter(found -> !found.isEmpty()))
                .orElseThrow(() -> new AssertionError("no line of " + logql));
    }
}
