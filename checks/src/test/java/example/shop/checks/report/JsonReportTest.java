package example.shop.checks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import example.shop.checks.SampleReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {

    private final JsonNode json = read(SampleReport.report());

    @Test
    void verdictAndCountsAreAtTheTop() {
        assertThat(json.path("title").asText()).isEqualTo("Traces of http://shop.test:8000");
        assertThat(json.path("begin").asText()).isEqualTo("2026-01-02T03:04:05.678Z");
        assertThat(json.path("tookMillis").asLong()).isEqualTo(3210);
        assertThat(json.path("verdict").asText()).isEqualTo("1 of 3 checks failed, 1 could not be made");
        assertThat(json.path("exitCode").asInt()).isEqualTo(1);
        assertThat(json.path("passed").asInt()).isEqualTo(1);
        assertThat(json.path("failed").asInt()).isEqualTo(1);
        assertThat(json.path("notChecked").asInt()).isEqualTo(1);
    }

    @Test
    void resultsAreAsTheyWere() {
        JsonNode failed = json.path("results").path(1);
        assertThat(failed.fieldNames()).toIterable().containsExactly("check", "outcome", "said", "hint", "details");
        assertThat(failed.path("outcome").asText()).isEqualTo("FAILED");
        assertThat(failed.path("said").asText()).contains("|", "\n");
        assertThat(failed.path("details").path(3).asText()).isEqualTo("bell \u0007 and null \u0000");
        assertThat(json.path("results").path(0).path("hint").asText("none")).isEmpty();
    }

    @Test
    void tracesHaveSpansAndFindingsThatPointToThem() {
        JsonNode trace = json.path("traces").path(0);
        assertThat(trace.path("spans")).hasSize(42);
        JsonNode finding = trace.path("findings").path(0);
        assertThat(finding.path("pattern").asText()).isEqualTo("N_PLUS_ONE");
        assertThat(trace.path("spans").findValuesAsText("spanId"))
                .containsAll(List.of(finding.path("spanIds").path(0).asText()));
        JsonNode span = json.path("traces").path(1).path("spans").path(0);
        assertThat(span.path("name").asText()).isEqualTo(SampleReport.SCRIPT);
        assertThat(span.path("durationMicros").asLong()).isEqualTo(1_000_000);
        assertThat(span.path("error").isBoolean()).isTrue();
        assertThat(span.path("attributes").path("http.route").asText()).isEqualTo(SampleReport.SCRIPT);
    }

    @Test
    void figureThatIsNotANumberIsNull() {
        JsonNode users = json.path("changes").path(1);
        assertThat(users.path("before").path("errorShare").isNull()).isTrue();
        assertThat(users.path("now").path("p95Seconds").isNull()).isTrue();
        assertThat(users.path("now").path("errorShare").asDouble(-1)).isZero();
    }

    @Test
    void linksAreByName() {
        assertThat(json.path("links").path("Trace in Jaeger").asText()).endsWith("?a=1&b=2");
    }

    @Test
    void everyFieldIsThereInAReportOfNothing() {
        JsonNode empty = read(SampleReport.of("Nothing", List.of(), List.of()));
        assertThat(empty.fieldNames()).toIterable().containsExactlyElementsOf(() -> json.fieldNames());
        assertThat(empty.path("verdict").asText()).isEqualTo("Nothing was checked");
    }

    private static JsonNode read(Report report) {
        try {
            return new ObjectMapper().readTree(JsonReport.write(report));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
