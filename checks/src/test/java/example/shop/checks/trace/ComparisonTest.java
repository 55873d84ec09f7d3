package example.shop.checks.trace;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.checks.ChangedTrace;
import example.shop.checks.RecordedShop;
import example.shop.checks.Spans;
import example.shop.checks.expectation.Expectations;
import example.shop.checks.expectation.ExpectationsFile;
import example.shop.checks.expectation.Shape;
import example.shop.signals.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recorded traces held against the shapes of {@code shop.yaml}. */
public class ComparisonTest {

    public static final Expectations SHOP = ExpectationsFile.read(RecordedShop.file());

    private static final Trace PRODUCT = ChangedTrace.of("product").trace();

    @TempDir
    private Path folder;

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
    void spanThatNobodyExpectsIsMarkedWhereOnlyTheExpectedAre() throws IOException {
        Comparison comparison =
                compare("root: {service: gateway, name: 'GET /api/products/{id}', only: true}", PRODUCT);
        assertThat(comparison.problems()).containsExactly("gateway  GET /api/products/{id} (client): not expected");
        assertThat(comparison.lines().get(2)).endsWith("✗ not expected");
    }

    @Test
    void slowSpanAndSlowTraceAreNamed() throws IOException {
        Comparison comparison = compare("""
                at-most: 2ms
                root: {service: gateway, name: 'GET /api/products/{id}', at-most: 1ms}""", PRODUCT);
        assertThat(comparison.ofSpans()).singleElement().asString().contains("took ", ", more than 1.0 ms");
        assertThat(comparison.ofWhole()).singleElement().asString().contains("the trace took ", ", more than 2.0 ms");
    }

    @Test
    void siblingsOfOneNameAreAssignedByWhatTheyHave() throws IOException {
        Spans spans = new Spans();
        String request = spans.server("", "products", "GET /page", 0, 100);
        spans.add(request, "products", "get-product", "internal", 10, 5, Map.of("product.id", "2"));
        spans.add(request, "products", "get-product", "internal", 20, 5, Map.of("product.id", "1"));
        Comparison comparison = compare("""
                root:
                  service: products
                  name: GET /page
                  children:
                    - {service: products, name: /get-.*/, attributes: {product.id: 1}}
                    - {service: products, name: /get-.*/, attributes: {product.id: 2}}""", spans.trace());
        assertThat(comparison.problems()).isEmpty();
    }

    /** {@code trace} with a shape of its own, whose part below its request is {@code yaml}. */
    private Comparison compare(String yaml, Trace trace) throws IOException {
        Path file = Files.writeString(folder.resolve("shape.yaml"), """
                shapes:
                  - name: own
                    request: {service: gateway, path: /}
                """ + yaml.indent(4));
        return Comparison.of(ExpectationsFile.read(file).shapes().getFirst(), trace);
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
