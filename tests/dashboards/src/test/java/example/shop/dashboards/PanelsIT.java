package example.shop.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import example.shop.lab.Http;
import example.shop.lab.Poll;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every query of every dashboard on the running stack: it finds something, and only what the variables ask for. */
@Tag("stack")
class PanelsIT {

    /** A few scrapes of 15 s, and an evaluation of 30 s that follows. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");

    @BeforeAll
    static void traffic() throws Exception {
        Traffic.send();
    }

    static Stream<Target> targets() {
        return Dashboard.all().stream()
                .flatMap(dashboard -> dashboard.panels().stream())
                .flatMap(panel -> panel.targets().stream());
    }

    @ParameterizedTest
    @MethodSource("targets")
    void findsSomethingAsItIsOpened(Target target) {
        assertThat(await(target, Variables.of(board(target)))).as(target.text()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void findsSomethingOfEachService(Target target) throws IOException {
        for (String service : services(target)) {
            assertThat(await(target, Variables.of(board(target)).with("service", service)))
                    .as("of " + service + ": " + target.text())
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void findsNothingOfWhatIsNotThere(Target target) throws IOException {
        for (String variable : List.of("service", "environment")) {
            if (target.uses(variable)) {
                assertThat(Stores.ask(
                                target,
                                Variables.of(board(target)).with(variable, "nowhere"),
                                board(target).range()))
                        .as(variable + " filters " + target.text())
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void namesWhatThereIs(Target target) throws IOException {
        List<JsonNode> found = await(target, Variables.of(board(target)));
        LEGEND.matcher(target.json().path("legendFormat").asText()).results().forEach(label -> assertThat(found)
                .as("label of the legend of " + target)
                .anyMatch(series -> series.path("metric").has(label.group(1))));
        if (target.source().equals("prometheus")) {
            assertThat(Names.of(Variables.of(board(target)).fill(target.expression()))
                            .missing())
                    .as("metrics and labels of " + target.expression())
                    .isEmpty();
        }
    }

    /** What the whole gate is for: a metric that was renamed, or is gone, is noticed. */
    @Test
    void renamedMetricIsNoticed() throws IOException {
        Target target = Dashboard.all().getFirst().panels().getFirst().targets().getFirst();
        ObjectNode renamed = target.json().deepCopy();
        renamed.put("expr", target.expression().replace("http_requests_total", "http_request_total"));
        Target gone = new Target(target.panel(), renamed);
        Variables variables = Variables.of(board(target));
        assertThat(Stores.ask(target, variables, board(target).range())).isNotEmpty();
        assertThat(Stores.ask(gone, variables, board(target).range())).isEmpty();
        assertThat(Names.of(variables.fill(gone.expression())).missing()).contains("http_request_total");
    }

    @ParameterizedTest
    @MethodSource("example.shop.dashboards.Dashboard#all")
    void annotationsAreUnderstoodAndNameWhatThereIs(Dashboard dashboard) throws IOException {
        for (JsonNode annotation : dashboard.annotations()) {
            String promql = Variables.of(dashboard).fill(annotation.path("expr").asText());
            Stores.prometheus("query?query=" + Http.encode(promql));
            assertThat(Names.of(promql).missing()).as(promql).isEmpty();
        }
    }

    /** The values that a variable offers, each of which is one that a panel can be asked for. */
    @ParameterizedTest
    @MethodSource("example.shop.dashboards.Dashboard#all")
    void variablesOfferSomething(Dashboard dashboard) throws IOException {
        for (JsonNode variable : dashboard.variables()) {
            if (variable.path("type").asText().equals("query")) {
                assertThat(Choices.of(variable))
                        .as(dashboard + " " + variable.path("name").asText())
                        .isNotEmpty()
                        .doesNotContain("");
            }
        }
    }

    private static List<String> services(Target target) throws IOException {
        Optional<JsonNode> variable = board(target).variable("service");
        if (variable.isEmpty() || !target.uses("service")) {
            return List.of();
        }
        List<String> choices = Choices.of(variable.get());
        // Of the processes only those of the shop print what requests do.
        return target.source().equals("loki") ? List.copyOf(Traffic.SERVICES.keySet()) : choices;
    }

    private static List<JsonNode> await(Target target, Variables variables) {
        return Poll.until(LIMIT, () -> Optional.of(
                                Stores.ask(target, variables, board(target).range()))
                        .filter(found -> !found.isEmpty()))
                .orElseGet(() -> whyNot(target, variables));
    }

    private static List<JsonNode> whyNot(Target target, Variables variables) {
        try {
            return Stores.ask(target, variables, board(target).range());
        } catch (IOException refused) {
            throw new AssertionError(target + ": " + refused.getMessage(), refused);
        }
    }

    private static Dashboard board(Target target) {
        return Dashboard.named(target.panel().dashboard());
    }
}
