package example.shop.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import example.shop.signals.Http;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The marks in every dashboard's charts: firing alerts and process starts. */
@Tag("stack")
class AnnotationsIT {

    @ParameterizedTest
    @MethodSource("example.shop.dashboards.Dashboard#all")
    void alertAnnotationsParseAndNameExistingMetrics(Dashboard dashboard) throws IOException {
        for (JsonNode annotation : dashboard.annotations()) {
            String promql = Variables.of(dashboard).fill(annotation.path("expr").asText());
            Stores.prometheus("query?query=" + Http.encode(promql));
            // ALERTS exists only while an alert is active.
            assertThat(Names.of(promql).missing()).as(promql).isSubsetOf("ALERTS");
        }
    }

    /** The stack was started within the range of every dashboard, or the one that asks has it long enough. */
    @ParameterizedTest
    @MethodSource("example.shop.dashboards.Dashboard#all")
    void deploymentsAreFoundAndNarrowed(Dashboard dashboard) throws IOException {
        JsonNode annotation = dashboard.annotations().stream()
                .filter(candidate -> candidate.path("name").asText().equals("Deployments"))
                .findFirst()
                .orElseThrow();
        ObjectNode query = JsonNodeFactory.instance.objectNode();
        query.set("expr", annotation.path("expr"));
        query.set("datasource", annotation.path("datasource"));
        Target target = new Target(dashboard.panels().getFirst(), query);
        Variables variables = Variables.of(dashboard);
        List<JsonNode> starts = Stores.await(target, variables, dashboard.range());
        assertThat(starts).isNotEmpty();
        assertThat(Stores.ask(target, variables.with("service", "nowhere"), dashboard.range()))
                .isEmpty();
        if (annotation.has("useValueForTime")) {
            long millis = starts.getFirst().at("/values/0/1").asLong();
            assertThat(System.currentTimeMillis() - millis)
                    .as("milliseconds since the start")
                    .isBetween(0L, 1000L * 3600 * 24 * 30);
        }
    }
}
