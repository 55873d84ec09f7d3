package example.shop.checks.expectation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That a file of expectations is read strictly, and that what is wrong with it is said with its line. */
class ExpectationsFileTest {

    private static final String GOOD = """
            shapes:
              - name: order
                request:
                  service: shop
                  path: /orders/7
                  status: 202
                root:
                  service: shop
                  name: /GET .+/
                  kind: server
                  at-most: 250ms
                  attributes: {http.route: present, order.id: 7}
                  children:
                    - {service: stock, name: take, status: error, only: true}
                counts:
                  - match: {attribute: db.system.name}
                    at-most: 3
            """;

    @TempDir
    private Path folder;

    @Test
    void shapeIsRead() throws IOException {
        Shape shape = read(GOOD).shapes().getFirst();
        assertThat(shape.name()).isEqualTo("order");
        assertThat(shape.request().method()).isEqualTo("GET");
        assertThat(shape.request().status()).isEqualTo(202);
        assertThat(shape.root().atMost()).contains(Duration.ofMillis(250));
        assertThat(shape.root().said()).isEqualTo("shop  /GET .+/ (server)");
        ExpectedSpan child = shape.root().children().getFirst();
        assertThat(child.only()).isTrue();
        assertThat(child.pattern().error()).contains(true);
        assertThat(shape.counts().getFirst().atMost()).isEqualTo(3);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        "kind: server", "kind: sever", ":10: kind of the root of order must be one of server, client,"),
                Arguments.of(
                        "at-most: 250ms", "at-most: 250", ":11: at-most of the root of order: '250' is not a duration"),
                Arguments.of(
                        "    name: /GET .+/",
                        "    nmae: x",
                        ":9: the root of order has the unknown key nmae; allowed are service, name,"),
                Arguments.of("      name: /GET .+/\n", "", ":8: the root of order has no name"),
                Arguments.of(
                        "/GET .+/",
                        "/GET (/",
                        ":9: name of the root of order: error parsing regexp: missing closing )"),
                Arguments.of(
                        "status: 202",
                        "status: fine",
                        ":6: status of the request of order must be a whole number from 100 on, not 'fine'"),
                Arguments.of(
                        "path: /orders/7", "path: orders", ":5: path of the request of order must begin with a slash"),
                Arguments.of(
                        "path: /orders/7", "path:", ":5: path of the request of order must be a text, not nothing"),
                Arguments.of(
                        "only: true", "only: maybe", "only of a child of span /GET .+/ must be one of true, false"),
                Arguments.of("        at-most: 3", "        nothing: 3", "has the unknown key nothing"),
                Arguments.of("    at-most: 3\n", "\n", "a count of order must have at-least, at-most or exactly"),
                Arguments.of("shapes:", "shapes: {", "not valid YAML"),
                Arguments.of("    request:", "    request:\n      service: twice", "has service twice"),
                Arguments.of(
                        "children:\n",
                        "children: &all\n        - {service: a, name: b, children: *all}\n",
                        "nested more than 100 deep"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeIsNamedWithItsLine(String good, String bad, String said) {
        assertThat(GOOD).contains(good);
        assertThatThrownBy(() -> read(GOOD.replace(good, bad)))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("mine.yaml")
                .hasMessageContaining(said);
    }

    /** So that what people copy from it works. */
    @Test
    void exampleOfTheReadmeIsRead() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        Expectations expectations = read(readme.split("```")[1].replaceFirst("yaml", ""));
        assertThat(expectations.shapes())
                .singleElement()
                .extracting(Shape::name)
                .isEqualTo("order");
        assertThat(expectations.metrics().queries()).hasSize(2);
        assertThat(expectations.logs().serviceLabel()).contains("container");
    }

    @Test
    void fileThatExpectsNothingIsAMistake() {
        assertThatThrownBy(() -> read("shapes: []\n")).hasMessageContaining(":1: the file expects nothing");
        assertThatThrownBy(() -> read("")).hasMessageContaining("is empty");
    }

    @Test
    void fileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ExpectationsFile.read(folder.resolve("none.yaml")))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("none.yaml")
                .hasMessageContaining("--expect");
    }

    @Test
    void queryOfLogsMustNameTheTrace() {
        assertThatThrownBy(() -> read(GOOD + "logs: {query: '{job=\"x\"}'}\n"))
                .hasMessageContaining("must have ${trace}");
    }

    private Expectations read(String text) throws IOException {
        return ExpectationsFile.read(Files.writeString(folder.resolve("mine.yaml"), text));
    }
}
