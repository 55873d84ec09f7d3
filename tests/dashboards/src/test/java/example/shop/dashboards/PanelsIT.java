package example.shop.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every query of every dashboard on the running stack finds data, and only what the variables select. */
@Tag("stack")
class PanelsIT {

    private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");

    /** Metrics of a process, not of a service, or of neither: joined to series that the variables narrow. */
    private static final Pattern JOINED = Pattern.compile("jvm_info_total|slo:.*");

    /** Columns that Grafana names by itself. */
    private static final Pattern OF_GRAFANA = Pattern.compile("Time|Line|Value( #\\w)?");

    @BeforeAll
    static void traffic() throws Exception {
        Traffic.send();
    }

    static Stream<Target> targets() {
        return Dashboard.all().stream()
                .flatMap(dashboard -> dashboard.panels().stream())
                .flatMap(panel -> panel.targets().stream());
    }

    static Stream<Target> promql() {
        return targets().filter(target -> target.source().equals("prometheus"));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void findsDataOnOpening(Target target) throws IOException {
        assertThat(await(target, Variables.of(board(target)))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void findsDataOfEachServiceAndOfNoOther(Target target) throws IOException {
        for (String service : services(target)) {
            assertThat(labels(target, await(target, Variables.of(board(target)).with("service", service))))
                    .as("of " + service + ": " + target.text())
                    .allMatch(service::equals);
        }
    }

    /** A choice of two, as Grafana writes it. */
    @ParameterizedTest
    @MethodSource("targets")
    void findsDataOfTwoServicesAtOnce(Target target) throws IOException {
        List<String> services = services(target);
        boolean isMulti = board(target)
                .variable("service")
                .map(variable -> variable.path("multi").asBoolean())
                .orElse(false);
        if (services.size() > 1 && isMulti) {
            List<String> two = List.of(services.getFirst(), services.getLast());
            String choice = "(" + String.join("|", two) + ")";
            List<String> found =
                    labels(target, await(target, Variables.of(board(target)).with("service", choice)));
            assertThat(found).as(choice + ": " + target.text()).allMatch(two::contains);
            assertThat(found.isEmpty() || found.containsAll(two))
                    .as("both of " + choice + " in " + found + ": " + target.text())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void findsNothingOfAnUnknownValue(Target target) throws IOException {
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

    /** Otherwise a panel of several metrics would be right about one and wrong about another. */
    @ParameterizedTest
    @MethodSource("promql")
    void everySelectorIsNarrowed(Target target) throws IOException {
        for (String variable : List.of("service", "environment")) {
            if (target.uses(variable)) {
                JsonNode tree = Names.tree(
                        Variables.of(board(target)).with(variable, "the-choice").fill(target.expression()));
                for (JsonNode matchers : tree.findValues("matchers")) {
                    assertThat(matchers.valueStream().anyMatch(one -> isOf(one, variable)))
                            .as(variable + " narrows " + matchers + " in " + target.expression())
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void namesExistingLabels(Target target) throws IOException {
        List<JsonNode> found = await(target, Variables.of(board(target)));
        List<String> named = new ArrayList<>();
        LEGEND.matcher(target.json().path("legendFormat").asText())
                .results()
                .forEach(label -> named.add(label.group(1)));
        if (!target.source().equals("jaeger")) {
            target.panel().columns().stream()
                    .filter(column -> !OF_GRAFANA.matcher(column).matches())
                    .forEach(named::add);
        }
        for (String label : named) {
            assertThat(found).as("label " + label + " of " + target).anyMatch(series -> !label(series, label)
                    .isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("promql")
    void metricsAndLabelsExist(Target target) throws IOException {
        await(target, Variables.of(board(target)));
        assertThat(Names.of(Variables.of(board(target)).fill(target.expression()))
                        .missing())
                .as(target.expression())
                .isEmpty();
    }

    /** The purpose of the gate: it notices each renamed or missing metric in each query. */
    @ParameterizedTest
    @MethodSource("promql")
    void renamedMetricIsNoticed(Target target) throws IOException {
        String promql = Variables.of(board(target)).fill(target.expression());
        Set<String> metrics = Names.of(promql).metrics();
        assertThat(metrics).as(promql).isNotEmpty();
        for (String metric : metrics) {
            assertThat(Names.of(promql.replaceAll("\\b" + metric + "\\b", metric + "_once"))
                            .missing())
                    .as(promql)
                    .contains(metric + "_once");
        }
    }

    /** The values that a variable offers, each of which a panel can be queried for. */
    @ParameterizedTest
    @MethodSource("example.shop.dashboards.Dashboard#all")
    void variablesOfferValues(Dashboard dashboard) throws IOException {
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
        // Only the shop's processes log requests.
        return target.source().equals("loki") ? List.copyOf(Traffic.SERVICES.keySet()) : choices;
    }

    /** The services of the series, where they have the label. */
    private static List<String> labels(Target target, List<JsonNode> found) {
        String label = target.source().equals("loki") ? "container" : "service";
        return found.stream()
                .map(series -> label(series, label))
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static String label(JsonNode series, String label) {
        return series.path("metric")
                .path(label)
                .asText(series.path("stream").path(label).asText());
    }

    private static boolean isOf(JsonNode matcher, String variable) {
        String name = matcher.path("name").asText();
        String value = matcher.path("value").asText();
        return name.equals("__name__")
                ? JOINED.matcher(value).matches()
                : name.equals(variable) && value.equals("the-choice");
    }

    private static List<JsonNode> await(Target target, Variables variables) throws IOException {
        assumeTrue(Stores.isDeployed(target), "nginx runs in the profile gateway only; skipped: " + target);
        return Stores.await(target, variables, board(target).range());
    }

    private static Dashboard board(Target target) {
        return Dashboard.named(target.panel().dashboard());
    }
}
