package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.signals.Http;
import example.shop.signals.Poll;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics of any sender, of every OTLP kind, are in Prometheus with the labels that all queries use. */
class MetricSendersIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final String service = Marker.word();
    private final Sender sender = new Sender(Map.of("service.name", service, "service.instance.id", "one"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "gauge | queue.length | 'gauge':{'dataPoints':[{TIME,'asDouble':3.5}]} | queue_length | 3.5",
                "counter | jobs | 'sum':{CUMULATIVE,'isMonotonic':true,'dataPoints':[{TIME,'asInt':'7'}]} | jobs_total | 7",
                "up and down | open | 'sum':{CUMULATIVE,'dataPoints':[{TIME,'asInt':'-2'}]} | open | -2",
                "delta | sold | 'sum':{DELTA,'isMonotonic':true,'dataPoints':[{TIME,'asInt':'4'}]} | sold_total | 4",
                "histogram | wait | 'histogram':{CUMULATIVE,'dataPoints':[{TIME,BUCKETS}]} | wait_bucket{le=\"1.0\"} or wait_bucket{le=\"1\"} | 2",
                "delta histogram | dwait | 'histogram':{DELTA,'dataPoints':[{TIME,BUCKETS}]} | dwait_count | 3",
                "exponential | ewait | 'exponentialHistogram':{CUMULATIVE,'dataPoints':[{TIME,EXPONENTIAL}]} | histogram_count(ewait) | 3",
                "delta exponential | dewait | 'exponentialHistogram':{DELTA,'dataPoints':[{TIME,EXPONENTIAL}]} | histogram_count(dewait) | 3",
                "summary | swait | 'summary':{'dataPoints':[{TIME,'count':'3','sum':2.5,'quantileValues':[{'quantile':0.5,'value':1}]}]} | swait_count | 3",
                "a name in which a key of a payment provider might begin | disk_live_threads_by_state | 'gauge':{'dataPoints':[{TIME,'asInt':'5'}]} | disk_live_threads_by_state | 5",
                "no time | late | 'gauge':{'dataPoints':[{'asInt':'1'}]} | late | 1",
            })
    void everyKindOfMetricHasItsService(String kind, String name, String data, String promql, double value)
            throws IOException {
        sender.metrics(List.of("{\"name\":\"" + name + "\"," + json(data) + "}"));
        JsonNode series = await("(" + promql + ") and on () vector(1)", service);
        assertThat(series.path("value").path(1).asDouble()).as(kind).isEqualTo(value);
        assertThat(series.path("metric").path("environment").asText()).isEqualTo("local");
    }

    /** Prometheus would refuse the whole request. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no data | 'unit':'1'",
                "no temporality of a sum | 'sum':{'isMonotonic':true,'dataPoints':[{TIME,'asInt':'7'}]}",
                "an unknown one | 'sum':{'aggregationTemporality':9,'dataPoints':[{TIME,'asInt':'7'}]}",
                "none of a histogram | 'histogram':{'dataPoints':[{TIME,BUCKETS}]}",
                "none of an exponential one | 'exponentialHistogram':{'dataPoints':[{TIME,EXPONENTIAL}]}",
                "wide buckets | 'exponentialHistogram':{CUMULATIVE,'dataPoints':[{TIME,WIDE}]}",
                "of yesterday | 'gauge':{'dataPoints':[{'timeUnixNano':'PAST','asInt':'1'}]}",
                "of 1970 | 'gauge':{'dataPoints':[{'timeUnixNano':'1','asInt':'1'}]}",
            })
    void metricThatPrometheusRefusesLosesNoOther(String kind, String data) throws IOException {
        sender.metrics(List.of(
                "{\"name\":\"refused\"," + json(data) + "}",
                "{\"name\":\"beside\"," + json("'gauge':{'dataPoints':[{TIME,'asInt':'1'}]}") + "}"));
        await("beside", service);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FUTURE", "9223372036854775807", "18446744073709551615"})
    void sampleOfAClockThatIsAheadHasItsTimeOfArrival(String time) throws IOException {
        sender.metrics(List.of("{\"name\":\"ahead\","
                + json("'gauge':{'dataPoints':[{'timeUnixNano':'" + time + "','asInt':'1'}]}") + "}"));
        await("ahead", service);
    }

    @Test
    void senderWithoutANameIsUnknownService() throws IOException {
        new Sender(Map.of())
                .metrics(List.of(
                        "{\"name\":\"" + service + "\"," + json("'gauge':{'dataPoints':[{TIME,'asInt':'1'}]}") + "}"));
        await(service, "unknown_service");
    }

    /** A sender's own label does not identify a metric's service, and is kept under another name. */
    @Test
    void labelsOfTheSameNameAreKeptApart() throws IOException {
        sender.metrics(List.of("{\"name\":\"mine\","
                + json("'gauge':{'dataPoints':[{TIME,'asInt':'1','attributes':["
                        + "{'key':'service','value':{'stringValue':'gateway'}},"
                        + "{'key':'environment','value':{'stringValue':'moon'}}]}]}")
                + "}"));
        JsonNode labels = await("mine", service).path("metric");
        assertThat(labels.path("exported_service").asText()).isEqualTo("gateway");
        assertThat(labels.path("exported_environment").asText()).isEqualTo("moon");
        assertThat(labels.path("environment").asText()).isEqualTo("local");
    }

    /** A stranger's {@code up} would raise our alerts; a name with a colon belongs to a recording rule. */
    @ParameterizedTest
    @CsvSource({
        "up, otlp_up",
        "ALERTS, otlp_ALERTS",
        "scrape_duration_seconds, otlp_scrape_duration_seconds",
        "service:requests:rate5m, otlp_service_requests_rate5m",
    })
    void namesReservedByPrometheusAreKeptApart(String name, String stored) throws IOException {
        sender.metrics(
                List.of("{\"name\":\"" + name + "\"," + json("'gauge':{'dataPoints':[{TIME,'asInt':'0'}]}") + "}"));
        await(stored, service);
        assertThat(Metrics.query("{__name__=\"" + name + "\",service=\"" + service + "\"}"))
                .isEmpty();
    }

    @Test
    void exemplarOfASenderIsStored() throws IOException {
        String trace = "%032x".formatted(System.nanoTime());
        sender.metrics(List.of("{\"name\":\"seen\","
                + json(
                        "'sum':{CUMULATIVE,'isMonotonic':true,'dataPoints':[{TIME,'asInt':'1','exemplars':[{TIME,'asDouble':1,"
                                + "'traceId':'" + trace + "','spanId':'00f067aa0ba902b7'}]}]}")
                + "}"));
        String query = "query_exemplars?query=" + Http.encode("seen_total{service=\"" + service + "\"}") + "&start="
                + Instant.now().minusSeconds(60).getEpochSecond() + "&end="
                + Instant.now().plusSeconds(60).getEpochSecond();
        assertThat(Await.until(
                        LIMIT,
                        "an exemplar",
                        () -> Metrics.get(query).findValuesAsText("trace_id"),
                        found -> !found.isEmpty()))
                .containsExactly(trace);
    }

    private static String json(String data) {
        String now = Sender.nanos(Instant.now());
        return data.replace(
                        "TIME",
                        "'startTimeUnixNano':'" + Sender.nanos(Instant.now().minusSeconds(60)) + "','timeUnixNano':'"
                                + now + "'")
                .replace("PAST", Sender.nanos(Instant.now().minus(Duration.ofDays(1))))
                .replace("FUTURE", Sender.nanos(Instant.now().plus(Duration.ofDays(1))))
                .replace("WIDE", "'count':'1','sum':2.5,'scale':-5,'positive':{'bucketCounts':['1']}")
                .replace("CUMULATIVE", "'aggregationTemporality':2")
                .replace("DELTA", "'aggregationTemporality':1")
                .replace("BUCKETS", "'count':'3','sum':2.5,'explicitBounds':[0.1,1],'bucketCounts':['1','1','1']")
                .replace(
                        "EXPONENTIAL",
                        "'count':'3','sum':2.5,'scale':0,'zeroCount':'1','positive':{'bucketCounts':['1','1']}")
                .replace('\'', '"');
    }

    /** The one series that {@code promql} has of {@code service}. */
    private static JsonNode await(String promql, String service) {
        return Poll.until(LIMIT, () -> Metrics.query(promql)
                        .valueStream()
                        .filter(series ->
                                series.path("metric").path("service").asText().equals(service))
                        .findFirst())
                .orElseThrow(() -> new AssertionError("Prometheus has no " + promql + " of " + service));
    }
}
