package example.shop.checks.trace;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.checks.ChangedTrace;
import example.shop.checks.RecordedShop;
import example.shop.checks.expectation.Expectations;
import example.shop.checks.expectation.ExpectationsFile;
import example.shop.checks.expectation.ExpectedSpan;
import example.shop.checks.expectation.Shape;
import example.shop.checks.expectation.SpanPattern;
import example.shop.checks.expectation.TextPattern;
import example.shop.signals.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ChangedTrace traces held against the shapes of {@code shop.yaml}. */
public class ComparisonTest {

    public static final Expectations SHOP = ExpectationsFile.read(RecordedShop.file());

    @ParameterizedTest
    @CsvSource({"product, product", "checkout, checkout", "unknown product, unknown-product"})
    void traceOfTheShopIsAsExpected(String shape, String recorded) {
        Comparison comparison = compare(shape, ChangedTrace.of(recorded));
        assertThat(comparison.problems()).isEmpty();
        assertThat(comparison.lines()).noneMatch(line -> line.contains("✗"));
    }

    @Test
    void missingSpanIsMarked() {
        Comparison comparison =
                compare("product", ChangedTrace.of("product").withoutSpan("SELECT users.user_permissions"));
        assertThat(comparison.problems())
                .contains(
                        "missing: users  SELECT users.user_permissions (client), below users  fetch-user-permissions");
        assertThat(comparison.lines())
                .filteredOn(line -> line.contains("✗"))
                .singleElement()
                .asString()
                .contains("users  SELECT users.user_permissions (client) ")
                .endsWith("─ ✗ missing");
    }

    @Test
    void whatIsMissingBelowAMissingSpanIsSaidOnce() {
        Comparison comparison = compare("product", ChangedTrace.of("product").withoutService("users"));
        assertThat(comparison.problems())
                .containsExactly("missing: users  GET /api/users/{id} (server), below products  GET /api/users/{id}"
                        + " (client), with 7 more expected below it");
    }

    @Test
    void wrongAttributeIsNamedOnItsLine() {
        Comparison comparison =
                compare("product", ChangedTrace.of("product").withTag("get-user-by-id", "user.id", "2"));
        assertThat(comparison.problems()).containsExactly("users  get-user-by-id: user.id is 2, not 1");
        assertThat(comparison.lines()).anyMatch(line -> line.endsWith("✗ user.id is 2, not 1"));
    }

    @Test
    void errorIsNamedWhereNoneIsExpected() {
        Comparison comparison =
                compare("product", ChangedTrace.of("product").withTag("http.request", "otel.status_code", "ERROR"));
        assertThat(comparison.problems()).containsExactly("users  http.request: status is error, not ok");
    }

    @Test
    void absentAttributeMustNotBeThere() {
        Comparison comparison =
                compare("product", ChangedTrace.of("product").withTag("call-user-service", "owner.missing", "timeout"));
        assertThat(comparison.problems())
                .containsExactly("products  call-user-service: owner.missing is timeout, not absent");
    }

    @Test
    void queriesInALoopAreTooMany() {
        Comparison comparison = compare("product", ChangedTrace.of("product").repeated("SELECT users.users", 30));
        assertThat(comparison.problems())
                .containsExactly("32 spans of kind client with db.system.name, expected at most 3");
        assertThat(comparison.lines())
                .anyMatch(line -> line.endsWith("26 more of users  SELECT users.users (client)"))
                .endsWith("✗ 32 spans of kind client with db.system.name, expected at most 3");
    }

    @Test
    void whatIsBelowASilentServiceIsFoundAllTheSame() {
        Comparison comparison = compare("product", ChangedTrace.of("product").withoutService("products"));
        assertThat(comparison.lines())
                .anyMatch(line -> line.contains("users  GET /api/users/{id} (server)")
                        && line.endsWith("✗ its parent is not in the trace"))
                .filteredOn(line -> line.endsWith("✗ missing"))
                .hasSize(6);
    }

    @Test
    void spanThatNobodyExpectsIsMarkedWhereOnlyTheExpectedAre() {
        Shape shape = shape("product");
        ExpectedSpan root = new ExpectedSpan(shape.root().pattern(), Optional.empty(), true, List.of());
        Comparison comparison = Comparison.of(
                new Shape("alone", shape.request(), root, List.of(), Optional.empty()),
                ChangedTrace.of("product").trace());
        assertThat(comparison.problems()).containsExactly("gateway  GET /api/products/{id} (client): not expected");
        assertThat(comparison.lines().get(2)).endsWith("✗ not expected");
    }

    @Test
    void slowSpanAndSlowTraceAreNamed() {
        Shape shape = shape("product");
        ExpectedSpan root = new ExpectedSpan(
                shape.root().pattern(),
                Optional.of(Duration.ofMillis(1)),
                false,
                shape.root().children());
        Trace trace = ChangedTrace.of("product").trace();
        Comparison comparison = Comparison.of(
                new Shape("fast", shape.request(), root, List.of(), Optional.of(Duration.ofMillis(2))), trace);
        assertThat(comparison.ofSpans()).singleElement().asString().contains("took ", ", more than 1.0 ms");
        assertThat(comparison.ofWhole()).singleElement().asString().contains("the trace took ", ", more than 2.0 ms");
    }

    @Test
    void siblingsOfOneNameAreAssignedByWhatTheyHave() {
        ExpectedSpan ofOne = call("1");
        ExpectedSpan ofTwo = call("2");
        ChangedTrace recorded = ChangedTrace.of("product").repeated("get-product-by-id", 2);
        // The first of the two is of product 2, the second of product 1.
        Trace trace = withProducts(recorded);
        ExpectedSpan server = new ExpectedSpan(
                new SpanPattern(
                        Optional.of("products"),
                        Optional.of(TextPattern.of("GET /api/products/{id}")),
                        Optional.of("server"),
                        Map.of(),
                        Optional.empty()),
                Optional.empty(),
                false,
                List.of(ofOne, ofTwo));
        Shape shape = shape("product");
        ExpectedSpan client = shape.root().children().getFirst();
        ExpectedSpan root = new ExpectedSpan(
                shape.root().pattern(),
                Optional.empty(),
                false,
                List.of(new ExpectedSpan(client.pattern(), Optional.empty(), false, List.of(server))));
        assertThat(Comparison.of(new Shape("two", shape.request(), root, List.of(), Optional.empty()), trace)
                        .problems())
                .isEmpty();
    }

    private static Trace withProducts(ChangedTrace recorded) {
        boolean first = true;
        for (var span : recorded.data().path("spans")) {
            if (span.path("operationName").asText().equals("get-product-by-id")) {
                for (var tag : span.path("tags")) {
                    if (tag.path("key").asText().equals("product.id")) {
                        ((com.fasterxml.jackson.databind.node.ObjectNode) tag).put("value", first ? "2" : "1");
                    }
                }
                first = false;
            }
        }
        return recorded.trace();
    }

    private static ExpectedSpan call(String product) {
        return new ExpectedSpan(
                new SpanPattern(
                        Optional.of("products"),
                        Optional.of(TextPattern.of("/get-.*/")),
                        Optional.empty(),
                        Map.of("product.id", TextPattern.of(product)),
                        Optional.empty()),
                Optional.empty(),
                false,
                List.of());
    }

    private static Comparison compare(String shape, ChangedTrace recorded) {
        return Comparison.of(shape(shape), recorded.trace());
    }

    private static Shape shape(String name) {
        return SHOP.shapes().stream()
                .filter(shape -> shape.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
